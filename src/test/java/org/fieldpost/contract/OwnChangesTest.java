package org.fieldpost.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.fieldpost.contract.OwnChanges.Stretch;
import org.junit.jupiter.api.Test;

class OwnChangesTest {
    @Test
    void stamps_that_follow_each_other_are_one_stretch_and_a_lone_one_is_none() {
        var own = OwnChanges.of("s", List.of(9L, 3L, 4L, 5L, 11L, 12L));
        assertEquals(List.of(new Stretch(3, 5), new Stretch(11, 12)), own.stretches());
    }

    @Test
    void a_stamp_between_that_was_not_told_parts_two_stretches() {
        var own = OwnChanges.of("s", List.of(1L, 2L, 4L, 5L));
        assertEquals(List.of(new Stretch(1, 2), new Stretch(4, 5)), own.stretches());
    }

    @Test
    void it_comes_back_from_its_text() {
        var own = OwnChanges.of("6a0e-start", List.of(3L, 4L, 5L, 11L, 12L));
        assertEquals("6a0e-start~3-5.11-12", own.encode());
        assertEquals(own, OwnChanges.decode(own.encode()));
        assertEquals("", OwnChanges.NONE.encode());
        assertEquals(OwnChanges.NONE, OwnChanges.decode(""));
    }

    @Test
    void of_very_many_stretches_the_longest_are_told_in_their_order() {
        var stamps =
                LongStream.range(0, 200)
                        .boxed()
                        .flatMap(n -> List.of(n * 5 + 1, n * 5 + 2).stream());
        var all = new java.util.ArrayList<>(stamps.toList());
        all.add(503L);
        all.add(504L);
        var own = OwnChanges.of("s", all);
        assertEquals(16, own.stretches().size());
        assertTrue(own.stretches().contains(new Stretch(501, 504)), own::encode);
        assertEquals(own, OwnChanges.decode(own.encode()));
    }

    @Test
    void without_the_start_of_a_hub_nothing_is_held() {
        assertEquals(OwnChanges.NONE, OwnChanges.of("", List.of(1L, 2L, 3L)));
    }

    @Test
    void rubbish_is_refused() {
        for (var text :
                List.of(
                        "x",
                        "~1-2",
                        "s~",
                        "s~1",
                        "s~2-1",
                        "s~1-1",
                        "s~0-4",
                        "s~a-b",
                        "s~5-6.1-2",
                        "s~1-4.4-6",
                        "s~1-2." + "3".repeat(1_000))) {
            assertThrows(IllegalArgumentException.class, () -> OwnChanges.decode(text), text);
        }
    }
}
