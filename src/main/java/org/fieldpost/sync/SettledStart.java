package org.fieldpost.sync;

import org.fieldpost.contract.ErrorBody;
import org.jspecify.annotations.Nullable;

/**
 * The start of the hub that this profile has looked at. What another start tells may be what a backup says: it is not
 * taken in, confirms nothing and takes nothing away, and the next run looks again.
 */
record SettledStart(String start) {
    private static final int BUSY = 503;

    /** As the hub says of a push. */
    private static final String ANOTHER = "FP-2467";

    /**
     * What hinders a page from being taken in; null if nothing does.
     *
     * @param told the start that has told it; null where nobody says
     */
    @Nullable HubFailure unlessIs(@Nullable String told) {
        return told == null || told.isEmpty() || start.isEmpty() || told.equals(start)
                ? null
                : new HubFailure.RetryLater(
                        BUSY,
                        new ErrorBody(ANOTHER, "The hub has started since it was looked at.", true),
                        null);
    }
}
