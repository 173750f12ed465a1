package org.fieldpost.form.expr;

import org.jspecify.annotations.Nullable;

/**
 * The filter {@code column = value}, where the value is the same for every row: what an index can answer.
 *
 * @param value does not look at the row
 */
public record ColumnEquals(String column, Expr value) {
    /** {@code expr} as such a filter, written either way round; null if it is something else. */
    public static @Nullable ColumnEquals of(Expr expr) {
        if (!(expr instanceof Expr.Binary(var operator, var left, var right))
                || operator != Expr.Operator.EQUAL) {
            return null;
        }
        var column = column(left);
        if (column != null && ignoresRow(right)) {
            return new ColumnEquals(column, right);
        }
        column = column(right);
        return column != null && ignoresRow(left) ? new ColumnEquals(column, left) : null;
    }

    private static @Nullable String column(Expr expr) {
        if (!(expr instanceof Expr.Path(Expr.Here h, var steps))) {
            return null;
        }
        var last = steps.getLast();
        boolean plain =
                last.predicates().isEmpty()
                        && !last.name().startsWith(".")
                        && !last.name().equals("*");
        boolean direct =
                steps.size() == 1 || (steps.size() == 2 && steps.getFirst().name().equals("."));
        return plain && direct ? last.name() : null;
    }

    private static boolean ignoresRow(Expr expr) {
        return switch (expr) {
            case Expr.Ref r -> true;
            case Expr.Literal(Value.Text(var text)) -> !text.isEmpty();
            case Expr.Literal l -> false;
            case Expr.Path(Expr.Call(var name, var none), var steps) ->
                    name.equals("current")
                            && steps.stream().allMatch(step -> step.predicates().isEmpty());
            case Expr.Path p -> false;
            case Expr.Here h -> false;
            case Expr.Root r -> false;
            case Expr.Filter f -> false;
            case Expr.Negate n -> false;
            case Expr.Binary b -> false;
            case Expr.Call c -> false;
        };
    }
}
