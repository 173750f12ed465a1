package org.fieldpost.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of {@code GET /sync/snapshot}: everything its reader may see, each row once, from the hub's first change
 * to its latest. After the complete page, whatever no page has brought is not there any more, or no longer for this
 * reader.
 *
 * @param changes rows and what they require; also deletions the hub still remembers
 * @param next names the next page; on the last one it is the cursor to pull on from
 * @param complete this is the last page
 * @param roles what the reader may do now ({@link Role#word})
 * @param start which start of the hub tells so ({@link HubHealth#start}); absent where nobody says
 */
public record SnapshotPage(
        List<PullChange> changes,
        String next,
        boolean complete,
        List<String> roles,
        @Nullable String start) {
    public SnapshotPage {
        changes = List.copyOf(changes);
        roles = List.copyOf(roles);
    }

    /** Of a hub that does not tell its starts. */
    public SnapshotPage(
            List<PullChange> changes, String next, boolean complete, List<String> roles) {
        this(changes, next, complete, roles, null);
    }
}
