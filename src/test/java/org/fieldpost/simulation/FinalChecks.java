package org.fieldpost.simulation;

import static org.fieldpost.simulation.Invariant.ACKNOWLEDGED_IS_KEPT;
import static org.fieldpost.simulation.Invariant.EDIT_DURING_PUSH_ARRIVES;
import static org.fieldpost.simulation.Invariant.FRESH_EQUALS_OLD;
import static org.fieldpost.simulation.Invariant.IDS_ARE_A_BIJECTION;
import static org.fieldpost.simulation.Invariant.MEDIA_WHOLE;
import static org.fieldpost.simulation.Invariant.MERGE_KEEPS_BOTH;
import static org.fieldpost.simulation.Invariant.QUEUES_DRAIN;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Relation;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.IdMapping;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.sync.SyncTrigger;

/** What holds when everything has come to rest. */
@SuppressWarnings("NullAway") // what is missing is told as a violation
final class FinalChecks {
    private final World world;
    private final LaptopChecks checks;

    FinalChecks(World world, LaptopChecks checks) {
        this.world = world;
        this.checks = checks;
    }

    void all() {
        var hub = HubRows.of(world);
        nothingLost(hub);
        for (var laptop : world.laptops) {
            checks.ids(laptop);
            equalsHub(laptop, hub);
        }
        noTemporaryIds(hub);
        media(hub);
        freshEqualsOld();
    }

    private static void equalsHub(Laptop laptop, HubRows hub) {
        var state = LaptopState.of(laptop);
        var scope = hub.scope(laptop, laptop.role == Role.SUPERVISOR);
        var left = new HashMap<>(state.rows);
        for (var row : hub.all()) {
            if (row.deleted() || !scope.sees(row)) {
                continue;
            }
            var held = left.remove(row.id());
            if (!state.about(row.id()).isEmpty()
                    || waitsAlong(row.type(), row.id(), row.payload(), state)) {
                continue; // a dead letter waits for a person
            }
            Violation.unless(
                    held != null
                            && !held.dirty()
                            && held.rowVersion() != null
                            && held.rowVersion() == row.version()
                            && same(held.payload(), row.payload()),
                    QUEUES_DRAIN,
                    "%s has of %s %s: %s%nthe hub has v%d %s",
                    laptop,
                    row.type().word(),
                    row.id(),
                    held,
                    row.version(),
                    row.payload());
        }
        for (var row : left.values()) {
            boolean known =
                    !state.about(row.id()).isEmpty() || row.type() == EntityType.MOBILE_DEVICES;
            Violation.unless(known, QUEUES_DRAIN, "%s alone has %s", laptop, row);
        }
    }

    /**
     * A photo of a submission that was deleted here, which the hub refuses: it cannot be shown without the submission,
     * and comes with it, or goes, when a person has seen to that.
     */
    private static boolean waitsAlong(
            EntityType type, UUID id, ObjectNode payload, LaptopState state) {
        return RelationGraph.from(type).stream()
                .filter(Relation::required)
                .map(relation -> payload.path(relation.field()).asText(""))
                .filter(needed -> !needed.isEmpty())
                .map(UUID::fromString)
                .anyMatch(
                        needed ->
                                state.kept.contains(id)
                                        && !state.rows.containsKey(needed)
                                        && !state.about(needed).isEmpty());
    }

    /** What no laptop knows a row by any more nobody else is left with, the hub neither. */
    private void noTemporaryIds(HubRows hub) {
        var replaced = new HashSet<UUID>();
        world.laptops.forEach(laptop -> replaced.addAll(laptop.replacedIds()));
        replaced.removeAll(namesOfNothing(hub));
        for (var row : hub.all()) {
            // What a deleted row said once is shown to nobody.
            if (!row.deleted()) {
                temporary(replaced, "the hub", row.type(), row.id(), row.payload());
            }
        }
        for (var laptop : world.laptops) {
            for (var row : LaptopState.of(laptop).rows.values()) {
                temporary(replaced, laptop.name, row.type(), row.id(), row.payload());
            }
        }
    }

    /**
     * By whatever permanent id, of this life of the hub or of lost ones, the record is gone with everybody: who has
     * forgotten that it was deleted under the later one names it by the earlier, and nobody is left to say that both
     * are one (seed 205825).
     */
    private Set<UUID> namesOfNothing(HubRows hub) {
        var there = new HashSet<UUID>();
        hub.all().stream().filter(row -> !row.deleted()).forEach(row -> there.add(row.id()));
        var mappings = new ArrayList<IdMapping>();
        for (var laptop : world.laptops) {
            there.addAll(LaptopState.of(laptop).rows.keySet());
            mappings.addAll(laptop.mappings());
        }
        boolean more = true;
        while (more) {
            more = false;
            for (var mapping : mappings) {
                more |= there.contains(mapping.serverId()) && there.add(mapping.clientId());
            }
        }
        var names = new HashSet<UUID>();
        mappings.forEach(mapping -> names.add(mapping.clientId()));
        names.removeAll(there);
        names.removeIf(id -> !world.wasRestored() || !world.receipts.isPermanent(id));
        return names;
    }

    private static void temporary(
            Set<UUID> replaced, String where, EntityType type, UUID id, ObjectNode payload) {
        var left = Ids36.firstOf(replaced, Json.write(payload));
        Violation.unless(
                left == null,
                IDS_ARE_A_BIJECTION,
                "%s has the temporary id %s in %s %s: %s",
                where,
                left,
                type.word(),
                id,
                payload);
    }

    private static boolean same(ObjectNode one, ObjectNode other) {
        return Arrays.equals(Json.canonicalBytes(one), Json.canonicalBytes(other));
    }

    /** Every word that nobody knowingly replaced is somewhere. */
    private void nothingLost(HubRows hub) {
        Set<String> found = new HashSet<>();
        for (var type : new EntityType[] {EntityType.SUBMISSIONS, EntityType.CONFLICTS}) {
            hub.alive(type).forEach(row -> found.addAll(Oracle.wordsIn(row.payload())));
        }
        for (var laptop : world.laptops) {
            for (var command : LaptopState.of(laptop).commands) {
                if (command.payload() != null) {
                    found.addAll(Oracle.wordsIn(command.payload()));
                }
            }
        }
        for (var word : world.oracle.standing()) {
            if (found.contains(word.text())) {
                continue;
            }
            throw new Violation(
                    world.oracle.isFromDuringPush(word.text())
                            ? EDIT_DURING_PUSH_ARRIVES
                            : wasAtHub(word.text()) ? MERGE_KEEPS_BOTH : ACKNOWLEDGED_IS_KEPT,
                    "%s, which %s saved in %s, is nowhere"
                            .formatted(word.text(), word.by(), word.submission()));
        }
        world.oracle
                .telemetry()
                .forEach(
                        (id, by) ->
                                Violation.unless(
                                        hub.isAlive(id),
                                        ACKNOWLEDGED_IS_KEPT,
                                        "telemetry %s of %s is not at the hub",
                                        id,
                                        by));
    }

    /** It had come to the hub, and somebody wrote over it there. */
    private boolean wasAtHub(String word) {
        return world.hubDatabase()
                .read(
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                """
                                                SELECT count(*) > 0 FROM audit_history
                                                WHERE payload_before LIKE :word
                                                """)
                                        .bind("word", "%\"" + word + "\"%")
                                        .mapTo(Boolean.class)
                                        .one());
    }

    private void media(HubRows hub) {
        var names = new HashSet<String>();
        hub.alive(EntityType.SUBMISSIONS).forEach(row -> names.add(People.name(row.payload())));
        for (var photo : world.oracle.photos()) {
            if (!names.contains(photo.submission())) {
                continue; // it went with its submission
            }
            if (!hub.isAlive(photo.id()) && isDeletionRefused(photo)) {
                continue;
            }
            Violation.unless(
                    hub.isAlive(photo.id()),
                    ACKNOWLEDGED_IS_KEPT,
                    "a photo of %s is not at the hub",
                    photo.submission());
            var row = hub.get(photo.id());
            if (!row.payload().has("uploaded_at") && waitsForPerson(row.payload(), photo)) {
                continue;
            }
            Violation.unless(
                    row.payload().has("uploaded_at"),
                    MEDIA_WHOLE,
                    "the bytes of a photo of %s are not at the hub",
                    photo.submission());
            var bytes = world.hub.bytes(world.organization, photo.sha256());
            Violation.unless(
                    Sha256.of(bytes).hex().equals(photo.sha256()),
                    MEDIA_WHOLE,
                    "the bytes of a photo of %s are others",
                    photo.submission());
        }
    }

    /**
     * Its maker has deleted it with its submission, which a restored hub had lost, and somebody else has offered that
     * again: the deletion waits for its maker, and the photo with it (seed 403693).
     */
    private boolean isDeletionRefused(Oracle.Photo photo) {
        return world.laptops.stream()
                .filter(laptop -> laptop.files.has(new Sha256(photo.sha256())))
                .flatMap(laptop -> LaptopState.of(laptop).commands.stream())
                .filter(command -> command.action() == SyncAction.DELETE)
                .filter(command -> command.status() == OutboxStatus.DEAD_LETTER)
                .anyMatch(
                        command -> photo.submission().equals(People.name(command.baseSnapshot())));
    }

    /**
     * The hub has refused to let its maker delete the submission, whose photos are not here meanwhile: their bytes are,
     * and go on once a person has given that deletion up (seed 4591).
     */
    private boolean waitsForPerson(ObjectNode row, Oracle.Photo photo) {
        var submission = UUID.fromString(row.path("submission_id").asText());
        return world.laptops.stream()
                .filter(laptop -> laptop.files.has(new Sha256(photo.sha256())))
                .flatMap(laptop -> LaptopState.of(laptop).about(submission).stream())
                .anyMatch(
                        command ->
                                command.action() == SyncAction.DELETE
                                        && command.status() == OutboxStatus.DEAD_LETTER);
    }

    /** A new laptop of the supervisor gets what the old one has. */
    private void freshEqualsOld() {
        var old = world.laptops.getFirst();
        var fresh = world.laptop("fresh", old.role, old.enrolment.user());
        boolean more = true;
        for (int i = 0; more && i < 20; i++) {
            var report = fresh.sync(SyncTrigger.USER);
            more = report.outcome() != SyncReport.Outcome.COMPLETED || report.pull().applied() > 0;
        }
        old.sync(SyncTrigger.USER);
        var there = new HashMap<>(LaptopState.of(fresh).rows);
        var here = LaptopState.of(old);
        here.rows
                .values()
                .forEach(
                        row -> {
                            var other = there.remove(row.id());
                            boolean same =
                                    other != null
                                            && same(other.payload(), row.payload())
                                            && java.util.Objects.equals(
                                                    other.rowVersion(), row.rowVersion());
                            Violation.unless(
                                    same || !here.about(row.id()).isEmpty(),
                                    FRESH_EQUALS_OLD,
                                    "the old laptop has %s%nthe fresh one has %s",
                                    row,
                                    other);
                        });
        there.values()
                .removeIf(
                        row ->
                                !here.about(row.id()).isEmpty()
                                        || waitsAlong(row.type(), row.id(), row.payload(), here));
        Violation.unless(
                there.isEmpty(), FRESH_EQUALS_OLD, "the fresh laptop alone has %s", there.values());
    }
}
