package org.fieldpost.simulation;

import java.time.Duration;
import java.util.Objects;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.MemoryDatabase.Snapshot;
import org.fieldpost.simulation.Troubled.Trouble;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.sync.SyncTrigger;
import org.jspecify.annotations.Nullable;

/** One schedule: what people and troubles do, step by step, as the seed has it. */
@SuppressWarnings("NullAway") // what is missing is told as a violation
final class Schedule {
    private static final int STEPS = 50;
    private final World world;
    private final People people;
    private final LaptopChecks checks;
    private @Nullable Snapshot backup;

    Schedule(World world) {
        this.world = world;
        people = new People(world);
        checks = new LaptopChecks(world);
    }

    /** All steps, then peace. */
    void run() {
        world.trace.note("troubles: %s", world.troubled.kinds());
        for (int i = 0; i < STEPS; i++) {
            world.faults(world.troubled.has(Trouble.NETWORK) ? 15 : 0);
            world.pass(Duration.ofMillis(1 + world.random.nextInt(90_000)));
            var laptop = world.any(world.laptops);
            step(laptop);
            checks.after(laptop);
        }
        new Settling(world, people, checks).run();
    }

    private void step(Laptop laptop) {
        lightFuse(laptop, 14, 3);
        switch (world.random.nextInt(40)) {
            case 0, 1, 2, 3, 4 -> people.create(laptop);
            case 5, 6, 7, 8, 9, 10, 11 -> people.edit(laptop);
            case 12 -> people.delete(laptop);
            case 13, 14 -> people.review(laptop);
            case 15, 16 -> withoutFuse(laptop, () -> people.photo(laptop));
            case 17 -> withoutFuse(laptop, () -> people.telemetry(laptop));
            case 18, 19 -> people.decide(laptop);
            case 20, 21, 24, 25 -> trouble(laptop);
            case 22 -> editDuringPush(laptop);
            case 23 -> withoutFuse(laptop, () -> people.draft(laptop));
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

    private void editDuringPush(Laptop laptop) {
        Objects.requireNonNull(laptop.line)
                .meanwhile(
                        () -> {
                            world.trace.note("while the push is under way:");
                            laptop.fuse.putOut();
                            people.editDuringPush(laptop);
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
        try {
            world.trace.note("%s", words(laptop.sync(trigger)));
            world.mutants.afterSync(laptop);
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
        }
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
            case 7, 8 -> lateAnswer();
            case 0 -> {
                if (troubled.has(Trouble.CLOCKS)) {
                    var by = Duration.ofHours(world.random.nextInt(49) - 24);
                    world.trace.step(
                            "%s has its clock set by %s: wrong by %s",
                            laptop, by, laptop.clock.shift(by));
                }
            }
            case 1 -> lateAnswer();
            case 2, 3 -> backup();
            case 4, 9 -> {
                if (troubled.has(Trouble.POISON)) {
                    poison(laptop);
                }
            }
            case 5 -> world.pass(Duration.ofHours(world.random.nextInt(30)));
            default -> {
                world.trace.step("%s is closed and started", laptop);
                laptop.startAgain();
            }
        }
    }

    private void poison(Laptop laptop) {
        var held = laptop.rows(EntityType.SUBMISSIONS);
        if (world.poison() != null) {
            world.trace.step("the hub is mended");
            world.poison(null);
        } else if (!held.isEmpty()) {
            var words = Oracle.wordsIn(world.any(held).payload());
            world.poison(words.iterator().next());
            world.trace.step("the hub chokes on %s from now on", world.poison());
        }
    }

    private void backup() {
        if (!world.troubled.has(Trouble.HUB_RESTORES)) {
            return;
        }
        if (backup == null || world.oneIn(3)) {
            world.trace.step("the hub is backed up");
            backup = world.hubDatabase().snapshot();
            return;
        }
        world.trace.step("the hub is restored from its backup");
        world.restore(backup);
        checks.epochChanged();
    }

    /** An answer to a sending of long ago comes now: nothing changes. */
    private void lateAnswer() {
        if (world.late.isEmpty()) {
            return;
        }
        var late = world.late.removeFirst();
        var laptop = late.laptop();
        laptop.fuse.putOut();
        world.trace.step("the late answer to a push of %d reaches %s", late.sent().size(), laptop);
        var before = laptop.database.snapshot();
        laptop.late(world.mutants.sendings(laptop, late.sent()), late.answer());
        Violation.unless(
                laptop.database.isAs(before, java.util.Set.of()),
                Invariant.LATE_ANSWER_CHANGES_NOTHING,
                "%s is not as it was",
                laptop);
    }
}
