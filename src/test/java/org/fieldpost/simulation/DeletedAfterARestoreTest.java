package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.MemoryDatabase.Snapshot;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A restored hub has lost a submission, a laptop is about to offer it again, and its holder deletes it. It is not as if
 * nobody had ever heard of it: others may give it back.
 */
class DeletedAfterARestoreTest extends TwoLaptops {
    private Snapshot backup;
    private UUID well;

    @BeforeEach
    void known() {
        backup = world.hubDatabase().snapshot();
        var id = writes(awa, "well", null);
        settle();
        well = now(awa, id);
    }

    /** Killed after it had noted that the submission is to be made again, before anything else. */
    private void isAboutToOfferIt() {
        for (int place = 1; !isToBeMade(); place++) {
            awa.fuse.light(place);
            try {
                sync(awa);
                throw new AssertionError("it was offered");
            } catch (Killed e) {
                awa.startAgain();
            }
        }
        awa.fuse.putOut();
    }

    private boolean isToBeMade() {
        return about(EntityType.SUBMISSIONS, well).stream()
                .anyMatch(c -> c.action() == SyncAction.CREATE && !c.isFrozen());
    }

    private List<OutboxCommand> about(EntityType type, UUID id) {
        return awa.read(tx -> awa.tables.outbox().ofEntity(tx, type, id));
    }

    private List<EntityRow> pending() {
        return sam.read(tx -> sam.tables.conflicts().pending(tx, 10));
    }

    @Test
    void a_deletion_is_not_undone_by_who_gives_the_submission_back() {
        world.restore(backup);
        isAboutToOfferIt();
        deletes(awa, well);
        sync(sam); // gives it back
        sync(awa);
        settle();
        assertEquals(1, pending().size(), "a person decides");
        decides(sam, "accept_client");
        settle();
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
        nothingIsLeftToDo();
    }

    /** Seed 802287: the photo was deleted alone, of a submission that went on living. */
    @Test
    void its_photo_goes_or_stays_with_it() {
        var photo = photo(awa, well);
        settle();
        world.restore(backup);
        isAboutToOfferIt();
        deletes(awa, well);
        sync(sam);
        sync(awa);
        settle();
        decides(sam, "accept_server");
        settle();
        assertEquals(List.of(photo), photosAtHub());
        assertTrue(awa.row(EntityType.SUBMISSION_MEDIA, photo).isPresent());
        nothingIsLeftToDo();
    }

    /** The photo was asked about, too, and nobody else has it. */
    @Test
    void so_does_one_that_only_its_holder_has() {
        var photo = photo(awa, well);
        sync(awa);
        sync(awa);
        world.restore(backup);
        for (int place = 1; about(EntityType.SUBMISSION_MEDIA, photo).isEmpty(); place++) {
            awa.fuse.light(place);
            try {
                sync(awa);
                throw new AssertionError("it was offered");
            } catch (Killed e) {
                awa.startAgain();
            }
        }
        awa.fuse.putOut();
        assertTrue(isToBeMade());
        deletes(awa, well);
        sync(sam);
        sync(awa);
        settle();
        decides(sam, "accept_server");
        settle();
        assertEquals(List.of(photo), photosAtHub());
        nothingIsLeftToDo();
    }

    /** Nobody gives it back: the hub says that there is nothing to delete, and its holder hears of it. */
    @Test
    void without_anybody_who_gives_it_back_there_is_nothing_to_delete() {
        world.laptops.remove(sam);
        world.restore(backup);
        isAboutToOfferIt();
        deletes(awa, well);
        settle();
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
        assertTrue(awa.row(EntityType.SUBMISSIONS, well).isEmpty());
        assertEquals(1, awa.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)).size());
    }

    /** As before: what the hub never had is nobody's. */
    @Test
    void a_submission_never_sent_is_deleted_without_a_word() {
        var id = writes(awa, "never sent", null);
        deletes(awa, id);
        assertEquals(List.of(), about(EntityType.SUBMISSIONS, id));
    }

    private List<UUID> photosAtHub() {
        return HubRows.of(world).alive(EntityType.SUBMISSION_MEDIA).stream()
                .map(row -> row.id())
                .toList();
    }
}
