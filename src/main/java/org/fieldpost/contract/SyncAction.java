package org.fieldpost.contract;

import java.util.Locale;

/** What a command or change does to an entity; creates go before updates before deletes. */
public enum SyncAction {
    CREATE,
    UPDATE,
    DELETE;

    /** The word used in the database and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The action for a {@link #word}. */
    public static SyncAction of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
