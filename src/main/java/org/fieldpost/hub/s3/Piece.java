package org.fieldpost.hub.s3;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An object that holds some bytes of an unfinished upload; its key says which, so that a list tells how far the upload
 * is.
 *
 * @param turn under which it was written
 * @param offset of its first byte in the file
 * @param length in bytes
 */
record Piece(int turn, long offset, long length) {
    private static final Pattern NAME = Pattern.compile("(\\d{1,9})/(\\d{1,18})-(\\d{1,18})");

    /** The end of its key. */
    String name() {
        return "%06d/%015d-%d".formatted(turn, offset, length);
    }

    /** The piece a key's end names. */
    static Optional<Piece> of(String name) {
        var match = NAME.matcher(name);
        return match.matches()
                ? Optional.of(
                        new Piece(
                                Integer.parseInt(match.group(1)),
                                Long.parseLong(match.group(2)),
                                Long.parseLong(match.group(3))))
                : Optional.empty();
    }

    private long end() {
        return offset + length;
    }

    /**
     * Some bytes of a piece.
     *
     * @param piece the piece
     * @param skip bytes of it that are not used
     * @param length bytes that are
     */
    record Slice(Piece piece, long skip, long length) {}

    /**
     * What makes up the beginning of the file, in order and without gaps, out of what was written up to a turn. A turn
     * goes on where its first piece says; what an earlier turn's holder, who was thought dead, wrote beyond that does
     * not count.
     */
    static List<Slice> inOrder(List<Piece> pieces, int turn) {
        var turns = new TreeMap<Integer, List<Piece>>();
        for (var piece : pieces) {
            if (piece.turn() <= turn && piece.length() > 0) {
                turns.computeIfAbsent(piece.turn(), t -> new ArrayList<>()).add(piece);
            }
        }
        var slices = new ArrayList<Slice>();
        turns.values().forEach(of -> goOn(slices, of));
        return slices;
    }

    private static void goOn(List<Slice> slices, List<Piece> turn) {
        // Of two at one offset (an answer was lost, and the bytes were written again) the longer
        // one.
        turn.sort(
                Comparator.comparingLong(Piece::offset)
                        .thenComparing(Piece::length, Comparator.reverseOrder()));
        cutAt(slices, turn.getFirst().offset());
        for (var piece : turn) {
            long at = length(slices);
            if (piece.offset() <= at && at < piece.end()) {
                slices.add(new Slice(piece, at - piece.offset(), piece.end() - at));
            }
        }
    }

    private static void cutAt(List<Slice> slices, long end) {
        while (length(slices) > end) {
            var last = slices.removeLast();
            long left = end - length(slices);
            if (left > 0) {
                slices.add(new Slice(last.piece(), last.skip(), left));
            }
        }
    }

    /** How many bytes they are. */
    static long length(List<Slice> slices) {
        return slices.stream().mapToLong(Slice::length).sum();
    }
}
