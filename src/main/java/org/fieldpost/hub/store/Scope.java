package org.fieldpost.hub.store;

import java.util.UUID;

/**
 * What a person may see.
 *
 * @param organization only this organization's rows, ever
 * @param user the person
 * @param everything all rows of the organization, not only the person's own
 * @param drafts also forms that are still drafts
 */
public record Scope(UUID organization, UUID user, boolean everything, boolean drafts) {
    /**
     * Names what is in sight, for cursors: two people with the same word see the same rows. No word means another scope
     * than it did in an earlier version of the program.
     */
    public String word() {
        return (everything ? "all" : "own:" + user) + (drafts ? "+drafts" : "");
    }

    /** Whether the row is in sight. */
    public boolean sees(EntityRow row) {
        return switch (row.type()) {
            case MOBILE_FORMS -> drafts || !row.payload().path("draft").asBoolean();
            default -> everything || user.equals(row.owner());
        };
    }
}
