package org.fieldpost.hub;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.UUID;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.Database;
import org.fieldpost.db.ReadTx;
import org.fieldpost.hub.store.ChangeFeed;
import org.fieldpost.hub.store.CountersTable;
import org.fieldpost.hub.store.DeviceTokensTable;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.FeedPage;
import org.fieldpost.hub.store.OrgWrites;
import org.jspecify.annotations.Nullable;

/** Answers {@code GET /sync/changes}. */
final class ChangesReading {
    private final Database database;
    private final OrgWrites writes;
    private final InstantSource clock;
    private final ChangeFeed feed;
    private final String epoch;

    ChangesReading(HubParts parts, OrgWrites writes, HubLimits limits, String epoch) {
        this.database = parts.database();
        this.clock = parts.clock();
        this.writes = writes;
        this.feed = new ChangeFeed(limits.pageRowsMax(), limits.pageBytesMax());
        this.epoch = epoch;
    }

    PullResponse read(Caller caller, @Nullable String text, int limit) {
        var cursor = text == null || text.isEmpty() ? CompositeCursor.start(epoch) : decoded(text);
        if (!cursor.epoch().equals(epoch)) {
            throw Refused.of(
                    409,
                    "FP-2409",
                    "The hub was restored from a backup: check what it still holds first.");
        }
        boolean fromStart = cursor.equals(CompositeCursor.start(epoch));
        if (fromStart || Presence.isDue(caller, clock.instant())) {
            writes.write(caller.organization(), write -> note(write, caller, fromStart));
        }
        var page = database.read(tx -> page(tx, caller, cursor, fromStart, limit));
        var changes = new ArrayList<PullChange>();
        page.parents().forEach(row -> changes.add(change(row)));
        page.rows().forEach(row -> changes.add(change(row)));
        return new PullResponse(changes, page.next().encode(), page.hasMore());
    }

    private CompositeCursor decoded(String text) {
        try {
            var cursor = CompositeCursor.decode(text);
            for (var one : cursor.cursors().values()) {
                if (!one.lastId().isEmpty()) {
                    UUID.fromString(one.lastId());
                }
            }
            return cursor;
        } catch (IllegalArgumentException e) {
            throw Refused.malformed("The cursor is none of this hub's.");
        }
    }

    /** A pull that begins at the start needs no tombstones of before, however long its pages take. */
    private static boolean note(
            org.fieldpost.hub.store.OrgWrite write, Caller caller, boolean fromStart) {
        Presence.note(write, caller);
        if (fromStart) {
            long horizon = CountersTable.horizon(write.tx(), write.organization());
            DeviceTokensTable.startPull(write.tx(), write.organization(), caller.device(), horizon);
        }
        return fromStart;
    }

    private FeedPage page(
            ReadTx tx, Caller caller, CompositeCursor cursor, boolean fromStart, int limit) {
        long horizon = CountersTable.horizon(tx, caller.organization());
        boolean missed = cursor.min().lastCreatedAt() < horizon && caller.pullHorizon() < horizon;
        if (missed && !fromStart) {
            throw Refused.of(
                    410, "FP-2410", "The device was away too long: it must pull from the start.");
        }
        return feed.read(tx, caller.scope(), cursor, limit);
    }

    private static PullChange change(EntityRow row) {
        var action = row.version() == 1 ? SyncAction.CREATE : SyncAction.UPDATE;
        return new PullChange(
                row.type(),
                row.deleted() ? SyncAction.DELETE : action,
                row.id(),
                row.version(),
                row.changedAt(),
                row.deleted() ? null : row.payload());
    }
}
