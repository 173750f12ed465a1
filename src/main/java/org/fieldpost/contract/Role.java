package org.fieldpost.contract;

import java.util.Locale;

/** What a person may do; one person may have several. The hub checks, screens only follow. */
public enum Role {
    /** Captures; sees the organization's forms and their own submissions. */
    FIELD_WORKER,
    /** Sees all submissions, reviews them, decides conflicts, looks after devices. */
    SUPERVISOR,
    /** Publishes forms and sees drafts of forms. */
    FORM_MANAGER,
    /** All of it. */
    ADMIN;

    /** The word used in the database and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role for a {@link #word}; throws IllegalArgumentException for any other. */
    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
