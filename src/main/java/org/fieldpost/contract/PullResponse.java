package org.fieldpost.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The seed's {@code PullChangesResponse}: one page of the feed, in commit order. Required parents of the page's rows
 * that changed again later are sent along, so that a page never leaves a required reference dangling.
 *
 * @param changes the page
 * @param nextCursor where the next page starts: an encoded {@link CompositeCursor}, with a cursor for each type
 * @param hasMore there is at least one more change
 * @param hub what {@code GET /health} would have said on the same snapshot, so that a device that has nothing to send
 *     need not ask; empty where nobody says
 */
public record PullResponse(
        List<PullChange> changes, String nextCursor, boolean hasMore, @Nullable HubHealth hub) {
    public PullResponse {
        changes = List.copyOf(changes);
    }

    /** Of a hub that tells nothing of itself. */
    public PullResponse(List<PullChange> changes, String nextCursor, boolean hasMore) {
        this(changes, nextCursor, hasMore, null);
    }
}
