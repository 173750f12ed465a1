package org.fieldpost.form.expr;

import static org.fieldpost.form.expr.Function.ANY;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Over nodes: counting, rows of repeats, choice lists. */
final class NodeFunctions {
    private static final long LCG_MODULUS = 2_147_483_647L;
    private static final long LCG_FACTOR = 48_271L;
    static final List<Function> ALL =
            List.of(
                    new Function("count", 1, 1, a -> Value.of(a.nodes(0).size())),
                    new Function("count-non-empty", 1, 1, NodeFunctions::countNonEmpty),
                    new Function("position", 0, 1, NodeFunctions::position),
                    new Function(
                            "current", 0, 0, a -> new Value.Nodes(List.of(a.evaluation().current))),
                    new Function("instance", 1, 1, NodeFunctions::instance),
                    new Function("indexed-repeat", 3, ANY, NodeFunctions::indexedRepeat),
                    new Function("pulldata", 4, 4, NodeFunctions::pulldata),
                    new Function("jr:choice-name", 2, 2, NodeFunctions::choiceName),
                    new Function("randomize", 1, 2, NodeFunctions::randomize));

    private NodeFunctions() {}

    private static Value countNonEmpty(Arguments a) {
        return Value.of(a.nodes(0).stream().filter(node -> !Convert.isBlank(node.value())).count());
    }

    private static Value position(Arguments a) {
        if (a.count() == 0) {
            return Value.of(a.context().position());
        }
        var nodes = a.nodes(0);
        return nodes.isEmpty() ? Value.BLANK : Value.of(nodes.getFirst().position());
    }

    private static Value instance(Arguments a) {
        var list = a.surroundings().instance(a.text(0));
        return new Value.Nodes(list == null ? List.of() : List.of(list));
    }

    /** {@code indexed-repeat(${answer}, ${repeat}, index, ${inner repeat}, index, ...)}. */
    private static Value indexedRepeat(Arguments a) {
        var from = a.evaluation().current;
        for (int i = 1; i + 1 < a.count(); i += 2) {
            var rows =
                    a.exprs().get(i) instanceof Expr.Ref(var repeat)
                            ? a.surroundings().resolve(repeat, from)
                            : a.nodes(i);
            int index = a.whole(i + 1, 0);
            if (index < 1 || index > rows.size()) {
                return Value.BLANK;
            }
            from = rows.get(index - 1);
        }
        return a.exprs().getFirst() instanceof Expr.Ref(var answer)
                ? new Value.Nodes(a.surroundings().resolve(answer, from))
                : Value.BLANK;
    }

    /** {@code pulldata('list', 'wanted column', 'key column', key)}. */
    private static Value pulldata(Arguments a) {
        var list = a.surroundings().instance(a.text(0));
        var key = a.text(3);
        if (list == null || key.isEmpty()) {
            return Value.BLANK;
        }
        for (var root : list.children("root")) {
            var rows = root.childrenWhere("item", a.text(2), key);
            if (rows != null && !rows.isEmpty()) {
                return new Value.Nodes(rows.getFirst().children(a.text(1)));
            }
        }
        return Value.BLANK;
    }

    /** The second argument names the question: {@code ${q}} or, as ODK writes it, the text {@code '${q}'}. */
    private static Value choiceName(Arguments a) {
        var question =
                switch (a.exprs().get(1)) {
                    case Expr.Ref(var name) -> name;
                    case Expr.Literal(Value.Text(var text)) ->
                            text.substring(text.lastIndexOf('/') + 1).replaceAll("[${}\\s]", "");
                    case Expr other -> a.text(1);
                };
        var code = a.text(0);
        return code.isEmpty()
                ? Value.BLANK
                : a.made(a.surroundings().choiceLabel(question, code, a.evaluation().current));
    }

    /** Fisher-Yates; with a seed the Park-Miller generator, so that the order is always the same. */
    private static Value randomize(Arguments a) {
        var nodes = new ArrayList<>(a.nodes(0));
        var seed = a.count() > 1 ? a.number(1) : null;
        long state = seed == null ? 0 : seed.remainder(BigDecimal.valueOf(LCG_MODULUS)).longValue();
        state = state <= 0 ? state + LCG_MODULUS - 1 : state;
        for (int i = nodes.size() - 1; i > 0; i--) {
            state = state * LCG_FACTOR % LCG_MODULUS;
            double random =
                    seed == null
                            ? a.surroundings().random()
                            : (state - 1) / (double) (LCG_MODULUS - 1);
            Collections.swap(nodes, i, (int) Math.floor(random * (i + 1)));
        }
        return new Value.Nodes(nodes);
    }
}
