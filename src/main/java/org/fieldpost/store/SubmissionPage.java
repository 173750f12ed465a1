package org.fieldpost.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next where the next page starts; null when this is the last
 */
public record SubmissionPage(List<SubmissionLine> lines, @Nullable Key next) {
    public SubmissionPage {
        lines = List.copyOf(lines);
    }

    /**
     * The last line of a page: its value in the sort column, and its row, which stays when the id is replaced.
     *
     * @param value an instant's ISO text, or the summary
     * @param row the row's number in this profile
     */
    public record Key(String value, long row) {}
}
