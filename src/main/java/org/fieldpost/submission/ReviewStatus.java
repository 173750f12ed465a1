package org.fieldpost.submission;

import java.util.Locale;

/** What the reviewers made of a submission (seed ERD: {@code submissions.status}). */
public enum ReviewStatus {
    PENDING,
    APPROVED,
    REJECTED;

    /** The word used in the database and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status for a {@link #word}. */
    public static ReviewStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
