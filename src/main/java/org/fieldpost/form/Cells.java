package org.fieldpost.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finding cells. */
final class Cells {
    private Cells() {}

    /** The cell at a path; null if there is none. */
    static @Nullable Cell find(GroupCell root, AnswerPath path) {
        Cell at = root;
        for (var segment : path.segments()) {
            at = at == null ? null : step(at, segment);
        }
        return at;
    }

    /** The cell at a path, or the deepest one on the way there. */
    static Cell nearest(GroupCell root, AnswerPath path) {
        Cell at = root;
        for (var segment : path.segments()) {
            var next = step(at, segment);
            if (next == null) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private static @Nullable Cell step(Cell at, String segment) {
        return switch (at) {
            case GroupCell group -> group.cell(segment);
            case RepeatCell repeat -> row(repeat.rows(), segment);
            case AnswerCell answer -> null;
        };
    }

    private static @Nullable RowCell row(List<RowCell> rows, String segment) {
        boolean index =
                !segment.isEmpty()
                        && segment.length() < 7
                        && segment.chars().allMatch(Character::isDigit);
        int at = index ? Integer.parseInt(segment) : -1;
        return at >= 0 && at < rows.size() ? rows.get(at) : null;
    }

    /** The cell of a question that is in no repeat; null if it has none (notes). */
    static @Nullable Cell of(GroupCell root, Question question) {
        for (var cell : root.inner()) {
            if (cell.slot().question().pointer().equals(question.pointer())) {
                return cell;
            }
            var found = cell instanceof GroupCell group ? of(group, question) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
