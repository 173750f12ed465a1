package org.fieldpost.form;

import java.util.List;

/**
 * A page of the form.
 *
 * @param id stable within the form version: the JSON pointer it comes from
 * @param label its title; may be empty
 * @param questions what is asked on it, in order; notes and headings among them
 */
public record Section(String id, LocalText label, List<Question> questions) {
    public Section {
        questions = List.copyOf(questions);
    }
}
