package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.fieldpost.db.Database;
import org.fieldpost.db.Dialect;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.junit.jupiter.api.Test;

/** The disk is waited for when rows came, once, and again when that failed. */
class UnforcedRowsTest {
    private final List<String> done = new ArrayList<>();
    private Runnable disk = () -> done.add("forced");
    private final UnforcedRows rows = new UnforcedRows(new Counted());

    /** Counts checkpoints; nothing else is asked of it. */
    private final class Counted implements Database {
        @Override
        public <T> T read(Function<? super ReadTx, ? extends T> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T write(Function<? super WriteTx, ? extends T> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkpoint() {
            disk.run();
        }

        @Override
        public Dialect dialect() {
            return Dialect.H2;
        }

        @Override
        public void close() {}
    }

    @Test
    void nothing_came_and_nobody_waits() {
        rows.forceIfAny();
        assertEquals(List.of(), done);
    }

    @Test
    void what_came_is_forced_once() {
        rows.came();
        rows.came();
        rows.forceIfAny();
        rows.forceIfAny();
        assertEquals(List.of("forced"), done);
        rows.came();
        rows.forceIfAny();
        assertEquals(List.of("forced", "forced"), done);
    }

    @Test
    void what_was_forced_otherwise_is_not_forced_again() {
        rows.came();
        rows.force();
        rows.forceIfAny();
        assertEquals(List.of("forced"), done);
    }

    @Test
    void what_comes_while_the_disk_is_busy_waits_for_the_next_time() {
        rows.came();
        disk =
                () -> {
                    rows.came();
                    disk = () -> done.add("again");
                    done.add("forced");
                };
        rows.forceIfAny();
        rows.forceIfAny();
        assertEquals(List.of("forced", "again"), done);
    }

    @Test
    void a_disk_that_fails_is_asked_again() {
        rows.came();
        var sound = disk;
        disk =
                () -> {
                    throw new IllegalStateException("full");
                };
        assertThrows(IllegalStateException.class, rows::forceIfAny);
        disk = sound;
        rows.forceIfAny();
        assertEquals(List.of("forced"), done);
    }
}
