package org.fieldpost.ui.capture.question;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds submissions for questions that refer to one; answers come back on the screen's thread. */
public interface ReferenceDesk {
    /**
     * A submission that may be referred to.
     *
     * @param id as stored in the answer
     * @param name what its form calls it
     */
    record Found(String id, String name) {}

    /** Submissions of a form whose words begin with what was typed. */
    void search(String form, String typed, int limit, Consumer<List<Found>> done);

    /** The submission an answer refers to, under whatever id it has now. */
    void describe(String id, Consumer<Optional<Found>> done);
}
