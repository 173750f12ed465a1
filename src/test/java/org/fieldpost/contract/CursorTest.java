package org.fieldpost.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void any_cursor_survives_its_text() {
        for (long seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var cursors = new EnumMap<EntityType, EntityCursor>(EntityType.class);
            for (var type : EntityType.values()) {
                if (random.nextBoolean()) {
                    cursors.put(
                            type,
                            new EntityCursor(
                                    random.nextLong(Long.MAX_VALUE), "id-" + random.nextInt()));
                }
            }
            var cursor = new CompositeCursor("epoch-" + seed, cursors);
            assertEquals(cursor, CompositeCursor.decode(cursor.encode()), "seed " + seed);
        }
    }

    @Test
    void the_composite_position_is_the_earliest_of_all_types() {
        var cursors = new EnumMap<EntityType, EntityCursor>(EntityType.class);
        for (var type : EntityType.values()) {
            cursors.put(type, new EntityCursor(100 + cursors.size(), "x"));
        }
        assertEquals(new EntityCursor(100, "x"), new CompositeCursor("e", cursors).min());
        cursors.remove(EntityType.TELEMETRY);
        assertEquals(EntityCursor.START, new CompositeCursor("e", cursors).min());
    }

    @Test
    void a_cursor_cut_to_a_stamp_is_nowhere_beyond_it() {
        var cursors = new EnumMap<EntityType, EntityCursor>(EntityType.class);
        cursors.put(EntityType.SUBMISSIONS, new EntityCursor(100, "x"));
        cursors.put(EntityType.CONFLICTS, new EntityCursor(40, "y"));
        var cut = new CompositeCursor("e", cursors).upTo(50);
        assertEquals(50, cut.latest());
        assertEquals(new EntityCursor(40, "y"), cut.of(EntityType.CONFLICTS));
        assertEquals(EntityCursor.START, cut.of(EntityType.TELEMETRY));
        assertEquals(cut, cut.upTo(60));
    }

    @Test
    void ties_of_a_stamp_are_ordered_by_id() {
        assertEquals(
                -1, Integer.signum(new EntityCursor(5, "a").compareTo(new EntityCursor(5, "b"))));
        assertEquals(
                1, Integer.signum(new EntityCursor(6, "a").compareTo(new EntityCursor(5, "b"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!!", "e30x", "bm90IGpzb24", "WzFd"})
    void a_text_that_is_no_cursor_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> CompositeCursor.decode(text));
    }

    @Test
    void a_cursor_of_absurd_length_is_refused_before_it_is_read() {
        assertThrows(
                IllegalArgumentException.class,
                () -> CompositeCursor.decode("A".repeat(1_000_000)));
    }

    @Test
    void a_started_cursor_knows_its_epoch() {
        assertEquals("e7", CompositeCursor.decode(CompositeCursor.start("e7").encode()).epoch());
    }
}
