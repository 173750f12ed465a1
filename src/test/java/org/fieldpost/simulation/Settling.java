package org.fieldpost.simulation;

import static org.fieldpost.simulation.Invariant.HINTS_ONLY_CHANGE_LATENCY;
import static org.fieldpost.simulation.Invariant.POISON_IS_BOUNDED;
import static org.fieldpost.simulation.Invariant.QUEUES_DRAIN;
import static org.fieldpost.store.OutboxStatus.FAILED;
import static org.fieldpost.store.OutboxStatus.PENDING;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.fieldpost.contract.EntityType;
import org.fieldpost.simulation.Troubled.Trouble;
import org.fieldpost.store.MediaUploads;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.PhotosOfDeletion;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.sync.SyncTrigger;
import org.jspecify.annotations.Nullable;

/** The faults stop: time runs on, laptops sync when it is their time, people decide; then all must agree. */
@SuppressWarnings("NullAway") // what is missing is told as a violation
final class Settling {
    private static final int ROUNDS_MAX = 60;
    private static final int POISONED_ROUNDS = 8;
    private final World world;
    private final Deciders deciders;
    private final LaptopChecks checks;

    Settling(World world, Deciders deciders, LaptopChecks checks) {
        this.world = world;
        this.deciders = deciders;
        this.checks = checks;
    }

    void run() {
        world.trace.note("the faults stop");
        world.faults(false);
        poisonBlocksNobody();
        world.poison(null);
        world.late.clear();
        for (var laptop : world.laptops) {
            laptop.fuse.putOut();
        }
        boolean first = true;
        int quiet = 0;
        for (int round = 0; quiet < 2; round++) {
            if (round == ROUNDS_MAX) {
                boolean noHints = world.troubled.has(Trouble.NO_HINTS);
                throw new Violation(
                        noHints ? HINTS_ONLY_CHANGE_LATENCY : QUEUES_DRAIN,
                        "still busy: " + busy());
            }
            quiet = round(first) ? quiet + 1 : 0;
            first = false;
        }
        // Time stands still: nothing new but what is on its way.
        for (int i = 0; i < 2; i++) {
            for (var laptop : world.laptops) {
                world.trace.step(
                        "%s syncs: %s", laptop, Schedule.words(laptop.sync(SyncTrigger.USER)));
            }
        }
        new FinalChecks(world, checks).all();
    }

    /** One round of everybody; whether nothing was left to do. */
    private boolean round(boolean first) {
        boolean quiet = true;
        world.pass(Duration.ofMinutes(3));
        for (var laptop : world.laptops) {
            while (laptop.role == org.fieldpost.contract.Role.SUPERVISOR
                    && deciders.decide(laptop)) {
                quiet = false;
            }
            quiet &= sendAgain(laptop);
            // A person starts what a refusal paused; the rest goes by itself.
            if (isItsTime(laptop, first)) {
                var report = laptop.sync(first ? SyncTrigger.USER : SyncTrigger.INTERVAL);
                world.trace.step("%s syncs: %s", laptop, Schedule.words(report));
                quiet &= report.outcome() != SyncReport.Outcome.FAILED;
            }
            checks.after(laptop);
            quiet &= busy(laptop).isEmpty();
        }
        return quiet;
    }

    /** Hints may all be lost: time alone is enough. */
    private boolean isItsTime(Laptop laptop, boolean first) {
        boolean waitsForHints =
                world.mutants.is(Mutant.WAITS_FOR_HINTS) && world.troubled.has(Trouble.NO_HINTS);
        return (first || laptop.isDue()) && !waitsForHints;
    }

    /** While the hub chokes on one command, all others go through within its own bounded tries. */
    private void poisonBlocksNobody() {
        var poison = world.poison();
        if (poison == null) {
            return;
        }
        for (int i = 0; i < POISONED_ROUNDS; i++) {
            round(i == 0);
        }
        for (var laptop : world.laptops) {
            var state = LaptopState.of(laptop);
            for (var command : laptop.commands(EnumSet.of(PENDING, FAILED))) {
                boolean poisoned =
                        state.about(command.aggregateId()).stream()
                                .anyMatch(c -> isSaid(poison, c.payload()));
                poisoned |= isDecisionHeldUp(state, command, poison);
                boolean waits =
                        state.about(command.aggregateId()).stream().anyMatch(Settling::waits);
                Violation.unless(
                        poisoned || waits,
                        POISON_IS_BOUNDED,
                        "%s: %s holds up %s",
                        laptop,
                        poison,
                        command);
            }
        }
    }

    /** For what it refers to, here or, by the hub's word, there; what is said of the row since waits behind it. */
    private static boolean waits(OutboxCommand command) {
        var error = String.valueOf(command.lastError());
        return error.contains("waits for") || error.contains("FP-2605,");
    }

    /**
     * Behind work that a person has to decide about, while the hub chokes on the conflict that asks them, or on what
     * they have decided on another laptop.
     */
    private boolean isDecisionHeldUp(LaptopState state, OutboxCommand command, String poison) {
        var row = command.aggregateId().toString();
        return state.about(command.aggregateId()).stream()
                        .anyMatch(c -> c.status() == OutboxStatus.CONFLICT)
                && world.laptops.stream()
                        .flatMap(laptop -> LaptopState.of(laptop).commands.stream())
                        .filter(c -> c.entityType() == EntityType.CONFLICTS && c.payload() != null)
                        .filter(c -> c.payload().path("resource_id").asText().equals(row))
                        .anyMatch(c -> isSaid(poison, c.payload()));
    }

    private static boolean isSaid(String word, @Nullable ObjectNode payload) {
        return payload != null && Oracle.wordsIn(payload).contains(word);
    }

    /** A person sends again what was refused for no fault of its own; whether there was none. */
    private boolean sendAgain(Laptop laptop) {
        boolean none = true;
        for (var dead : laptop.commands(EnumSet.of(OutboxStatus.DEAD_LETTER))) {
            if (isWorldsFault(dead)) {
                none = false;
                world.trace.step("%s sends again: %s", laptop, dead.lastError());
                laptop.database.run(
                        tx ->
                                laptop.tables
                                        .outbox()
                                        .retryDeadLetter(tx, dead.id(), laptop.clock.instant()));
            }
        }
        return none;
    }

    /** The hub chokes, or somebody in between refused; not the hub's own rules. */
    private static boolean isWorldsFault(OutboxCommand dead) {
        var error = String.valueOf(dead.lastError());
        return error.contains("simulated") || error.contains("FP-2605,");
    }

    private List<String> busy() {
        return world.laptops.stream().map(laptop -> laptop + ": " + busy(laptop)).toList();
    }

    /** The photo's own command is a dead letter: its bytes wait for what a person does about it. */
    private static boolean waitsForPerson(Laptop laptop, MediaUploads.Upload upload) {
        return laptop.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)).stream()
                .anyMatch(command -> command.aggregateId().equals(upload.mediaId()));
    }

    /**
     * A photo that a restored hub has lost was deleted with its submission, whose deletion the hub refused. It may be
     * nowhere else: given up, that brings both back, and so the photo's waits for what a person does about it.
     */
    private static boolean waitsForPerson(Laptop laptop, OutboxCommand command) {
        var submission = PhotosOfDeletion.submission(command);
        return submission != null
                && laptop.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)).stream()
                        .anyMatch(dead -> dead.aggregateId().equals(submission));
    }

    private static String busy(Laptop laptop) {
        var open =
                laptop.commands(
                        EnumSet.of(
                                OutboxStatus.PENDING,
                                OutboxStatus.FAILED,
                                OutboxStatus.IN_FLIGHT,
                                OutboxStatus.CONFLICT));
        var text = new StringBuilder();
        open.stream()
                .filter(command -> !waitsForPerson(laptop, command))
                .forEach(command -> text.append(command).append('\n'));
        for (var state : Set.of(MediaUploads.State.PENDING, MediaUploads.State.UPLOADING)) {
            laptop.read(tx -> laptop.tables.uploads().list(tx, state, 100)).stream()
                    .filter(upload -> !waitsForPerson(laptop, upload))
                    .forEach(upload -> text.append(upload).append('\n'));
        }
        laptop.read(tx -> laptop.tables.conflicts().pending(tx, 100)).stream()
                .filter(conflict -> conflict.type() == EntityType.CONFLICTS)
                .forEach(conflict -> text.append(conflict).append('\n'));
        return text.toString();
    }
}
