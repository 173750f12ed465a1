package org.fieldpost.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.fieldpost.db.MemoryDatabase.Snapshot;
import org.fieldpost.simulation.Troubled.Trouble;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.sync.SyncTrigger;

/** One schedule: what people and troubles do, step by step, as the seed has it. */
@SuppressWarnings("NullAway") // what is missing is told as a violation
final class Schedule {
    private static final int STEPS = 40;
    private final World world;
    private final People people;
    private final Deciders deciders;
    private final LaptopChecks checks;
    private final Set<Laptop> hinted = new LinkedHashSet<>();
    private final List<Snapshot> backups = new ArrayList<>();

    Schedule(World world) {
        this.world = world;
        people = new People(world);
        deciders = new Deciders(world);
        checks = new LaptopChecks(world);
    }

    /** All steps, then peace. */
    void run() {
        world.trace.note("troubles: %s", world.troubled.kinds());
        world.faults(true);
        for (var laptop : world.laptops) {
            // Who has not met the hub yet has no form to fill: most have.
            if (!world.oneIn(4)) {
                sync(laptop, SyncTrigger.USER);
            }
        }
        for (int i = 0; i < STEPS; i++) {
            world.pass(Duration.ofMillis(1 + world.random.nextInt(90_000)));
            var laptop = world.any(world.laptops);
            var late = world.oneIn(2) ? world.nextLate() : null;
            if (late != null) {
                laptop = lateAnswer(late);
            } else if (!hinted.isEmpty() && world.oneIn(3)) {
                laptop = hint();
            } else {
                step(laptop);
            }
            checks.after(laptop);
        }
        new Settling(world, deciders, checks).run();
    }

    private void step(Laptop laptop) {
        if (!people.isReady(laptop)) {
            sync(laptop, SyncTrigger.USER);
            return;
        }
        lightFuse(laptop, 14, 3);
        switch (world.random.nextInt(42)) {
            case 0, 1, 2, 3, 4 -> people.create(laptop);
            case 5, 6, 7, 8, 9, 10 -> people.edit(laptop);
            case 11, 12 -> people.delete(laptop);
            case 13, 14 -> people.review(laptop);
            case 15, 16, 17 -> photo(laptop);
            case 18 -> withoutFuse(laptop, () -> people.telemetry(laptop));
            case 19, 20 -> deciders.decide(laptop);
            case 21 -> withoutFuse(laptop, () -> people.draft(laptop));
            case 22 -> people.nameEachOther(laptop);
            case 23, 24, 25 -> editDuringPush(laptop);
            case 26, 27, 28, 29 -> trouble(laptop);
            case 30, 31 -> people.note(laptop);
            default -> sync(laptop, world.oneIn(2) ? SyncTrigger.USER : SyncTrigger.INTERVAL);
        }
        laptop.fuse.putOut();
    }

    private void lightFuse(Laptop laptop, int places, int oneIn) {
        if (world.troubled.has(Trouble.CRASHES) && world.oneIn(oneIn)) {
            laptop.fuse.light(1 + world.random.nextInt(places));
        }
    }

    private static void withoutFuse(Laptop laptop, Runnable deed) {
        laptop.fuse.putOut();
        deed.run();
    }

    /** A photo, and often its bytes at once: a long transfer, which breaks more often than others. */
    private void photo(Laptop laptop) {
        withoutFuse(laptop, () -> people.photo(laptop));
        if (world.oneIn(2)) {
            sync(laptop, SyncTrigger.USER);
            sync(laptop, SyncTrigger.USER);
        }
    }

    private void editDuringPush(Laptop laptop) {
        Objects.requireNonNull(laptop.line)
                .meanwhile(
                        () -> {
                            world.trace.note("while the push is under way:");
                            laptop.fuse.putOut();
                            if (!backups.isEmpty() && world.isPutBackDuringPushes()) {
                                restore();
                            } else {
                                people.editDuringPush(laptop);
                            }
                        });
        sync(laptop, SyncTrigger.USER);
        Objects.requireNonNull(laptop.line).meanwhile(null);
    }

    private void sync(Laptop laptop, SyncTrigger trigger) {
        if (trigger == SyncTrigger.INTERVAL && !laptop.isDue()) {
            return;
        }
        world.trace.step("%s syncs (%s)", laptop, trigger);
        lightFuse(laptop, 40, 3);
        if (world.isWorkedDuringSyncs() && people.isReady(laptop) && world.oneIn(3)) {
            laptop.atCommit(1 + world.random.nextInt(14), () -> workDuringSync(laptop));
        }
        try {
            var report = laptop.sync(trigger);
            world.trace.note("%s", words(report));
            world.mutants.afterSync(laptop);
            if (report.push().accepted() > 0 && !world.troubled.has(Trouble.NO_HINTS)) {
                hinted.addAll(world.laptops);
                hinted.remove(laptop);
            }
        } catch (Killed e) {
            boolean power = world.troubled.has(Trouble.POWER_CUTS) && world.oneIn(2);
            world.trace.note(
                    "%s dies %s%s", laptop, laptop.fuse.where(), power ? " by a power cut" : "");
            if (power) {
                laptop.database.cutPower();
                checks.powerCut(laptop);
            }
            int replayed = laptop.startAgain();
            world.trace.note("%s starts again, %d from the journal", laptop, replayed);
        } finally {
            laptop.fuse.putOut();
            laptop.atCommit(0, () -> {});
        }
    }

    /** Between two transactions of a sync; and the laptop may die after it. */
    private void workDuringSync(Laptop laptop) {
        laptop.fuse.putOut();
        world.trace.note("while the sync goes on:");
        switch (world.random.nextInt(6)) {
            case 0 -> people.create(laptop);
            case 1 -> people.delete(laptop);
            case 2 -> people.review(laptop);
            case 3 -> people.note(laptop);
            default -> people.edit(laptop);
        }
        lightFuse(laptop, 12, 2);
    }

    static String words(SyncReport report) {
        return "%s: pushed %s; pulled %d applied, %d merged, %d unchanged, %d failed%s"
                .formatted(
                        report.outcome(),
                        report.push(),
                        report.pull().applied(),
                        report.pull().merged(),
                        report.pull().unchanged(),
                        report.pull().failed(),
                        report.errors().isEmpty() ? "" : "; " + report.errors());
    }

    private void trouble(Laptop laptop) {
        var troubled = world.troubled;
        switch (world.random.nextInt(10)) {
            case 0 -> {
                if (troubled.has(Trouble.CLOCKS)) {
                    var by = Duration.ofHours(world.random.nextInt(49) - 24);
                    world.trace.step(
                            "%s has its clock set by %s: wrong by %s",
                            laptop, by, laptop.clock.shift(by));
                }
            }
            case 1, 2 -> backup();
            case 3, 4, 5, 6 -> {
                if (troubled.has(Trouble.POISON)) {
                    poison(laptop);
                }
            }
            case 7 -> world.pass(Duration.ofHours(world.random.nextInt(30)));
            default -> {
                world.trace.step("%s is closed and started", laptop);
                laptop.startAgain();
            }
        }
    }

    /** The hub chokes on something of a laptop's that is yet to be sent, with more behind it. */
    private void poison(Laptop laptop) {
        laptop.fuse.putOut();
        if (world.poison() != null) {
            world.trace.step("the hub is mended");
            world.poison(null);
            return;
        }
        people.create(laptop);
        people.create(laptop);
        var unsent =
                laptop.commands(EnumSet.of(OutboxStatus.PENDING)).stream()
                        .map(OutboxCommand::payload)
                        .filter(Objects::nonNull)
                        .flatMap(payload -> Oracle.wordsIn(payload).stream())
                        .toList();
        if (!unsent.isEmpty()) {
            world.poison(world.any(unsent));
            world.trace.step("the hub chokes on %s from now on", world.poison());
            sync(laptop, SyncTrigger.USER);
        }
    }

    private void backup() {
        if (!world.troubled.has(Trouble.HUB_RESTORES)) {
            return;
        }
        if (backups.isEmpty() || world.oneIn(3)) {
            world.trace.step("the hub is backed up");
            if (!world.keepsBackups()) {
                backups.clear();
            }
            backups.add(world.hubDatabase().snapshot());
            return;
        }
        restore();
    }

    /** From the last backup, or from any that is kept: an older one, or a newer one of a life that is lost. */
    private void restore() {
        world.hubFuse.putOut();
        var backup = world.keepsBackups() ? world.any(backups) : backups.getLast();
        boolean told = world.oneIn(2);
        world.trace.step(
                "the hub is restored from backup %d%s",
                backups.indexOf(backup) + 1, told ? "" : ", and nobody says so");
        if (told) {
            world.restore(backup);
        } else {
            world.restoreUntold(backup);
        }
        checks.epochChanged();
    }

    /** Somebody else's work has come to the hub: hints get lost, come late and come twice. */
    private Laptop hint() {
        var laptop = world.any(List.copyOf(hinted));
        if (world.oneIn(3)) {
            hinted.remove(laptop);
        } else {
            sync(laptop, SyncTrigger.HINT);
        }
        return laptop;
    }

    /**
     * The answer to a sending of long ago comes: now, or while the same is on its way again. Whose it was. Nothing
     * changes.
     */
    private Laptop lateAnswer(World.Late late) {
        var laptop = late.laptop();
        if (world.oneIn(3)) {
            arrives(late);
            return laptop;
        }
        Objects.requireNonNull(laptop.line).meanwhile(() -> arrives(late));
        sync(laptop, SyncTrigger.USER);
        Objects.requireNonNull(laptop.line).meanwhile(null);
        return laptop;
    }

    private void arrives(World.Late late) {
        var laptop = late.laptop();
        laptop.fuse.putOut();
        laptop.atCommit(0, () -> {});
        world.trace.step("the late answer to a push of %d reaches %s", late.sent().size(), laptop);
        var before = laptop.database.snapshot();
        laptop.late(world.mutants.sendings(laptop, late.sent()), late.answer());
        Violation.unless(
                laptop.database.isAs(before, Set.of()),
                Invariant.LATE_ANSWER_CHANGES_NOTHING,
                "%s is not as it was",
                laptop);
    }
}
