package org.fieldpost.contract;

import java.util.List;

/**
 * The seed's {@code PullChangesResponse}: one page of the feed, in commit order. Required parents of the page's rows
 * that changed again later are sent along, so that a page never leaves a required reference dangling.
 *
 * @param changes the page
 * @param nextCursor where the next page starts: an encoded {@link CompositeCursor}, with a cursor for each type
 * @param hasMore there is at least one more change
 */
public record PullResponse(List<PullChange> changes, String nextCursor, boolean hasMore) {
    public PullResponse {
        changes = List.copyOf(changes);
    }
}
