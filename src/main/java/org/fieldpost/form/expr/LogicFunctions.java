package org.fieldpost.form.expr;

import static org.fieldpost.form.expr.Function.ANY;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** true, not, if, coalesce, once, selected, checklists. */
final class LogicFunctions {
    static final List<Function> ALL =
            List.of(
                    new Function("true", 0, 0, a -> Value.TRUE),
                    new Function("false", 0, 0, a -> Value.FALSE),
                    new Function("not", 1, 1, a -> Value.of(!a.truth(0))),
                    new Function("boolean", 1, 1, a -> Value.of(a.truth(0))),
                    new Function("boolean-from-string", 1, 1, LogicFunctions::fromString),
                    new Function("if", 3, 3, a -> a.truth(0) ? a.single(1) : a.single(2)),
                    new Function("coalesce", 1, ANY, LogicFunctions::coalesce),
                    new Function("once", 1, 1, LogicFunctions::once),
                    new Function(
                            "selected",
                            2,
                            2,
                            a -> Value.of(Convert.codes(a.value(0)).contains(a.text(1).strip()))),
                    new Function("selected-at", 2, 2, LogicFunctions::selectedAt),
                    new Function(
                            "count-selected",
                            1,
                            1,
                            a -> Value.of(Convert.codes(a.value(0)).size())),
                    new Function("checklist", 2, ANY, LogicFunctions::checklist),
                    new Function("weighted-checklist", 2, ANY, LogicFunctions::weightedChecklist));

    private LogicFunctions() {}

    private static Value fromString(Arguments a) {
        var text = a.text(0).toLowerCase(Locale.ROOT);
        return Value.of(text.equals("true") || text.equals("1"));
    }

    private static Value coalesce(Arguments a) {
        for (int i = 0; i < a.count(); i++) {
            var value = a.single(i);
            if (!Convert.isBlank(value)) {
                return value;
            }
        }
        return Value.BLANK;
    }

    private static Value once(Arguments a) {
        var now = a.evaluation().current.value();
        return Convert.isBlank(now) ? a.single(0) : now;
    }

    private static Value selectedAt(Arguments a) {
        var codes = Convert.codes(a.value(0));
        int index = a.whole(1, -1);
        return index >= 0 && index < codes.size() ? Value.of(codes.get(index)) : Value.BLANK;
    }

    private static Value checklist(Arguments a) {
        long yes = 0;
        for (int i = 2; i < a.count(); i++) {
            if (a.value(i) instanceof Value.Nodes(var nodes)) {
                yes += nodes.stream().filter(node -> Convert.truth(node.value())).count();
            } else {
                yes += a.truth(i) ? 1 : 0;
            }
        }
        return within(a, BigDecimal.valueOf(yes));
    }

    private static Value weightedChecklist(Arguments a) {
        var weight = BigDecimal.ZERO;
        for (int i = 2; i + 1 < a.count(); i += 2) {
            var more = a.number(i + 1);
            if (a.truth(i) && more != null) {
                weight = weight.add(more, Convert.PRECISION);
            }
        }
        return within(a, weight);
    }

    /** Between the first two arguments; -1 means no bound. */
    private static Value within(Arguments a, BigDecimal count) {
        var min = a.number(0);
        var max = a.number(1);
        boolean enough = min == null || min.signum() < 0 || count.compareTo(min) >= 0;
        boolean notTooMany = max == null || max.signum() < 0 || count.compareTo(max) <= 0;
        return Value.of(enough && notTooMany);
    }
}
