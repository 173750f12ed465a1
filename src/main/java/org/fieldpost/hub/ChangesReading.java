package org.fieldpost.hub;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.contract.OwnChanges;
import org.fieldpost.contract.OwnChanges.Stretch;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SnapshotPage;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.Database;
import org.fieldpost.db.ReadTx;
import org.fieldpost.hub.store.ChangeFeed;
import org.fieldpost.hub.store.CountersTable;
import org.fieldpost.hub.store.DeviceTokensTable;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.FeedPage;
import org.fieldpost.hub.store.HubMetaTable;
import org.fieldpost.hub.store.OrgWrites;
import org.jspecify.annotations.Nullable;

/** Answers {@code GET /sync/changes} and {@code GET /sync/snapshot}: one feed, read on or read from its beginning. */
final class ChangesReading {
    private final Database database;
    private final OrgWrites writes;
    private final Durability durability;
    private final InstantSource clock;
    private final ChangeFeed feed;
    private final String epoch;
    private final String version;

    ChangesReading(
            HubParts parts,
            OrgWrites writes,
            Durability durability,
            HubLimits limits,
            String epoch,
            String version) {
        this.database = parts.database();
        this.clock = parts.clock();
        this.writes = writes;
        this.durability = durability;
        this.feed = new ChangeFeed(limits.pageRowsMax(), limits.pageBytesMax());
        this.epoch = epoch;
        this.version = version;
    }

    PullResponse read(Caller caller, @Nullable String cursor, int limit, OwnChanges own) {
        var page = page(caller, cursor, limit, own);
        return new PullResponse(
                changes(page.feed()),
                page.next().encode(),
                page.feed().hasMore(),
                new HubHealth("ok", version, epoch, clock.instant(), page.start()));
    }

    /** A page of the whole; a null {@code after} begins it. */
    SnapshotPage snapshot(Caller caller, @Nullable String after, int limit) {
        var page = page(caller, after, limit, OwnChanges.NONE);
        var roles = caller.roles().stream().sorted().map(Role::word).toList();
        var feed = page.feed();
        return new SnapshotPage(
                changes(feed), page.next().encode(), !feed.hasMore(), roles, page.start());
    }

    /** A page, the cursor after it, and the last start of a process of the hub. */
    private record Page(FeedPage feed, CompositeCursor next, String start) {}

    private Page page(Caller caller, @Nullable String text, int limit, OwnChanges own) {
        var start = CompositeCursor.start(epoch);
        var cursor = text == null || text.isEmpty() ? start : decoded(text);
        if (!cursor.epoch().equals(epoch)) {
            throw Refused.of(
                    409,
                    "FP-2409",
                    "The hub was restored from a backup: check what it still holds first.");
        }
        boolean fromStart = cursor.isStart();
        if (fromStart || Presence.isDue(caller, clock.instant())) {
            writes.write(caller.organization(), write -> note(write, caller, fromStart));
        }
        var page = database.read(tx -> page(tx, caller, cursor, fromStart, limit, own));
        durability.awaitSeen();
        return page;
    }

    private static List<PullChange> changes(FeedPage page) {
        var changes = new ArrayList<PullChange>();
        page.parents().forEach(row -> changes.add(change(row)));
        page.rows().forEach(row -> changes.add(change(row)));
        return changes;
    }

    private CompositeCursor decoded(String text) {
        try {
            var cursor = CompositeCursor.decode(text);
            FeedPlace.of(cursor);
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

    /** What is lost is told first: whoever takes a snapshot for another reason would not offer it again. */
    private static void check(ReadTx tx, Caller caller, FeedPlace place) {
        if (place.isLost(tx, caller.organization())) {
            throw Refused.of(
                    409,
                    "FP-2408",
                    "The hub has lost what this device was told: it was restored from a backup.");
        }
        if (!place.scope().equals(caller.scope().word())) {
            throw Refused.of(
                    410,
                    "FP-2411",
                    "What this person may see has changed: the device must take a snapshot.");
        }
    }

    private Page page(
            ReadTx tx,
            Caller caller,
            CompositeCursor cursor,
            boolean fromStart,
            int limit,
            OwnChanges own) {
        if (!fromStart) {
            check(tx, caller, FeedPlace.of(cursor));
        }
        long horizon = CountersTable.horizon(tx, caller.organization());
        boolean missed = cursor.min().lastCreatedAt() < horizon && caller.pullHorizon() < horizon;
        if (missed && !fromStart) {
            throw Refused.of(
                    410, "FP-2410", "The device was away too long: it must take a snapshot.");
        }
        var start = HubMetaTable.start(tx);
        // Stamps told under another start may be those of a history that was lost since.
        var held = own.start().equals(start) ? own.stretches() : List.<Stretch>of();
        var page = feed.read(tx, caller.scope(), cursor, limit, held);
        var next = FeedPlace.marked(tx, caller, page.next());
        return new Page(page, next, start);
    }

    static PullChange change(EntityRow row) {
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
