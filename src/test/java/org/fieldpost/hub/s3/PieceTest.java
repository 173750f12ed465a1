package org.fieldpost.hub.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PieceTest {
    private static String order(int turn, Piece... pieces) {
        var text = new StringBuilder();
        for (var slice : Piece.inOrder(List.of(pieces), turn)) {
            var piece = slice.piece();
            text.append(piece.turn() + "@" + piece.offset() + "+" + slice.skip());
            text.append("x" + slice.length() + " ");
        }
        return text.toString().strip();
    }

    @Test
    void pieces_follow_each_other_without_gaps() {
        assertEquals("0@0+0x5 0@5+0x3", order(0, new Piece(0, 5, 3), new Piece(0, 0, 5)));
        assertEquals("0@0+0x5", order(0, new Piece(0, 0, 5), new Piece(0, 6, 3)), "a gap");
        assertEquals("", order(0, new Piece(0, 1, 5)), "no beginning");
        assertEquals("", order(0));
    }

    @Test
    void of_two_written_at_one_place_the_longer_counts_and_an_overlap_is_used_once() {
        assertEquals("0@0+0x5", order(0, new Piece(0, 0, 3), new Piece(0, 0, 5)));
        assertEquals(
                "0@0+0x5 0@3+2x4",
                order(0, new Piece(0, 0, 3), new Piece(0, 0, 5), new Piece(0, 3, 6)));
    }

    @Test
    void a_turn_begins_where_its_first_piece_says_and_later_turns_do_not_count() {
        var pieces = new Piece[] {new Piece(0, 0, 5), new Piece(0, 5, 9), new Piece(2, 5, 2)};
        assertEquals("0@0+0x5 2@5+0x2", order(2, pieces));
        assertEquals("0@0+0x5 2@5+0x2", order(3, pieces));
        assertEquals("0@0+0x5 0@5+0x9", order(1, pieces));
        assertEquals(
                "0@0+0x4 1@4+0x1", order(1, new Piece(0, 0, 5), new Piece(1, 4, 1)), "cut inside");
    }

    @Test
    void a_name_tells_the_piece() {
        var piece = new Piece(3, 123_456, 789);
        assertEquals(Optional.of(piece), Piece.of(piece.name()));
        assertEquals(Optional.empty(), Piece.of("readme.txt"));
    }

    /** Whatever was written, in whatever order it is listed, what counts has no gap and each byte once. */
    @Test
    void any_history_gives_a_beginning_of_the_file() {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            var pieces = new ArrayList<Piece>();
            long at = 0;
            int turn = 0;
            for (int i = 0; i < 12; i++) {
                turn += random.nextInt(4) == 0 ? 1 : 0;
                long length = 1L + random.nextInt(9);
                pieces.add(new Piece(turn, at, length));
                if (random.nextInt(3) == 0) {
                    // Its answer was lost: less or more is written again at the same place.
                    length = 1L + random.nextInt(9);
                    pieces.add(new Piece(turn, at, length));
                }
                at = Piece.length(Piece.inOrder(pieces, turn));
            }
            Collections.shuffle(pieces, random);
            long end = 0;
            for (var slice : Piece.inOrder(pieces, turn)) {
                assertEquals(end, slice.piece().offset() + slice.skip(), "seed " + seed);
                end += slice.length();
            }
            assertEquals(at, end, "nothing confirmed is lost, seed " + seed);
        }
    }
}
