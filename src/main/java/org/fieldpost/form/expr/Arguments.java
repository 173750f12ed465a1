package org.fieldpost.form.expr;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, each evaluated only when asked for. */
record Arguments(Evaluation evaluation, Node context, List<Expr> exprs) {
    int count() {
        return exprs.size();
    }

    Value value(int index) {
        return evaluation.value(exprs.get(index), context);
    }

    Value single(int index) {
        return Convert.single(value(index));
    }

    String text(int index) {
        return Convert.text(value(index));
    }

    @Nullable BigDecimal number(int index) {
        return Convert.number(value(index));
    }

    boolean truth(int index) {
        return Convert.truth(value(index));
    }

    List<Node> nodes(int index) {
        return evaluation.nodes(exprs.get(index), context);
    }

    /** The number at {@code index} as an int; {@code otherwise} if blank, clamped if huge. */
    int whole(int index, int otherwise) {
        var number = index < count() ? number(index) : null;
        return number == null
                ? otherwise
                : number.max(BigDecimal.valueOf(Integer.MIN_VALUE))
                        .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                        .intValue();
    }

    /** All values from {@code first} on, nodes taken apart. */
    List<Value> spread(int first) {
        var all = new ArrayList<Value>();
        for (int i = first; i < count(); i++) {
            if (value(i) instanceof Value.Nodes(var nodes)) {
                nodes.forEach(node -> all.add(node.value()));
            } else {
                all.add(value(i));
            }
        }
        return all;
    }

    /** All that are numbers from {@code first} on, blanks left out. */
    List<BigDecimal> numbers(int first) {
        var numbers = new ArrayList<BigDecimal>();
        for (var value : spread(first)) {
            var number = Convert.number(value);
            if (number != null) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    Surroundings surroundings() {
        return evaluation.surroundings;
    }

    /** A text result, blank if empty. */
    Value made(String text) {
        return Value.of(evaluation.checked(text));
    }
}
