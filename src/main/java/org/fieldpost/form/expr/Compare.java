package org.fieldpost.form.expr;

import java.util.List;
import java.util.Locale;
import org.fieldpost.form.expr.Expr.Operator;

/** The six comparisons. With a blank they are false, and say so ({@link Value.Bool#unsure}). */
final class Compare {
    private static final Value.Bool UNSURE = new Value.Bool(false, true);

    private Compare() {}

    /** Several nodes compare true if any of them does, as in XPath. */
    static Value compare(Operator operator, Value left, Value right) {
        var unsure = true;
        for (var a : each(left)) {
            for (var b : each(right)) {
                if (!Convert.isBlank(a) && !Convert.isBlank(b)) {
                    if (holds(operator, a, b)) {
                        return Value.TRUE;
                    }
                    unsure = false;
                }
            }
        }
        return unsure ? UNSURE : Value.FALSE;
    }

    private static List<Value> each(Value value) {
        return value instanceof Value.Nodes(var nodes)
                ? nodes.stream().map(Node::value).toList()
                : List.of(value);
    }

    private static boolean holds(Operator operator, Value a, Value b) {
        if (operator == Operator.EQUAL) {
            return equal(a, b);
        }
        if (operator == Operator.NOT_EQUAL) {
            return !equal(a, b);
        }
        var x = Convert.number(a);
        var y = Convert.number(b);
        if (x == null || y == null) {
            return false;
        }
        int order = x.compareTo(y);
        return switch (operator) {
            case LESS -> order < 0;
            case LESS_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_EQUAL -> order >= 0;
            case OR, AND, EQUAL, NOT_EQUAL, PLUS, MINUS, TIMES, DIV, MOD, UNION ->
                    throw new AssertionError(operator);
        };
    }

    private static boolean equal(Value a, Value b) {
        if (a instanceof Value.Bool x) {
            return equalsTruth(x.value(), b);
        }
        if (b instanceof Value.Bool y) {
            return equalsTruth(y.value(), a);
        }
        if (isQuantity(a) || isQuantity(b)) {
            var x = Convert.number(a);
            var y = Convert.number(b);
            return x != null && y != null && x.compareTo(y) == 0;
        }
        return Convert.text(a).equals(Convert.text(b));
    }

    private static boolean isQuantity(Value value) {
        return value instanceof Value.Num
                || value instanceof Value.Day
                || value instanceof Value.Moment
                || value instanceof Value.Clock;
    }

    /** A yes/no answer equals 'yes', 'true' and 1 (or their opposites), and no other text. */
    private static boolean equalsTruth(boolean truth, Value other) {
        return switch (other) {
            case Value.Bool b -> b.value() == truth;
            case Value.Num n -> Convert.truth(n) == truth;
            case Value.Text(var text) ->
                    switch (text.toLowerCase(Locale.ROOT)) {
                        case "true", "yes", "1" -> truth;
                        case "false", "no", "0" -> !truth;
                        default -> false;
                    };
            case Value.Blank b -> false;
            case Value.Day d -> false;
            case Value.Moment m -> false;
            case Value.Clock c -> false;
            case Value.Many m -> false;
            case Value.Nodes n -> false;
        };
    }
}
