package org.fieldpost.contract;

import java.util.List;

/**
 * One page of {@code GET /sync/snapshot}: everything its reader may see, each row once, from the hub's first change
 * to its latest. After the complete page, whatever no page has brought is not there any more, or no longer for this
 * reader.
 *
 * @param changes rows and what they require; also deletions the hub still remembers
 * @param next names the next page; on the last one it is the cursor to pull on from
 * @param complete this is the last page
 * @param roles what the reader may do now ({@link Role#word})
 */
public record SnapshotPage(
        List<PullChange> changes, String next, boolean complete, List<String> roles) {
    public SnapshotPage {
        changes = List.copyOf(changes);
        roles = List.copyOf(roles);
    }
}
