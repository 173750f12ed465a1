package org.fieldpost.form.expr;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.fieldpost.form.expr.Expr.Operator;
import org.jspecify.annotations.Nullable;

/** One evaluation: total (whatever does not fit is blank) and bounded by a number of steps. */
final class Evaluation {
    private static final int STEPS_MAX = 2_000_000;
    static final int TEXT_CHARS_MAX = 100_000;
    final Surroundings surroundings;
    final Node current;
    private int steps;

    Evaluation(Surroundings surroundings, Node current) {
        this.surroundings = surroundings;
        this.current = current;
    }

    Value value(Expr expr, Node context) {
        step();
        return switch (expr) {
            case Expr.Literal(var value) -> value;
            case Expr.Ref(var name) ->
                    new Value.Nodes(counted(surroundings.resolve(name, current)));
            case Expr.Here h -> new Value.Nodes(List.of(context));
            case Expr.Root r -> new Value.Nodes(List.of(root()));
            case Expr.Path path -> new Value.Nodes(walk(path, context));
            case Expr.Filter(var base, var predicates) ->
                    new Value.Nodes(filter(nodes(base, context), predicates));
            case Expr.Negate(var operand) -> negated(number(operand, context));
            case Expr.Binary binary -> binary(binary, context);
            case Expr.Call(var name, var arguments) -> {
                var function = Functions.find(name);
                yield function == null
                        ? Value.BLANK
                        : function.body().apply(new Arguments(this, context, arguments));
            }
        };
    }

    List<Node> nodes(Expr expr, Node context) {
        return value(expr, context) instanceof Value.Nodes(var nodes) ? nodes : List.of();
    }

    @Nullable BigDecimal number(Expr expr, Node context) {
        return Convert.number(value(expr, context));
    }

    String checked(String text) {
        if (text.length() > TEXT_CHARS_MAX) {
            throw new EvaluationLimit("a text of more than " + TEXT_CHARS_MAX + " characters");
        }
        return text;
    }

    void step() {
        if (++steps > STEPS_MAX) {
            throw new EvaluationLimit("more than " + STEPS_MAX + " steps");
        }
    }

    private List<Node> counted(List<Node> nodes) {
        steps += nodes.size();
        return nodes;
    }

    private static Value negated(@Nullable BigDecimal number) {
        return number == null ? Value.BLANK : Convert.of(number.negate());
    }

    private Value binary(Expr.Binary binary, Node context) {
        var left = binary.left();
        var right = binary.right();
        return switch (binary.operator()) {
            case OR -> or(bool(left, context), right, context);
            case AND -> and(bool(left, context), right, context);
            case EQUAL, NOT_EQUAL -> equality(binary, context);
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
                    Compare.compare(binary.operator(), value(left, context), value(right, context));
            case PLUS, MINUS, TIMES, DIV, MOD ->
                    Arithmetic.apply(
                            binary.operator(), number(left, context), number(right, context));
            case UNION -> {
                var all = new LinkedHashSet<>(nodes(left, context));
                all.addAll(nodes(right, context));
                yield new Value.Nodes(new ArrayList<>(all));
            }
        };
    }

    /** Comparing with a written-out '' asks whether there is an answer; otherwise see {@link Compare}. */
    private Value equality(Expr.Binary binary, Node context) {
        boolean asksBlank = isEmptyText(binary.left()) || isEmptyText(binary.right());
        var left = value(binary.left(), context);
        var right = value(binary.right(), context);
        if (!asksBlank) {
            return Compare.compare(binary.operator(), left, right);
        }
        boolean blank = Convert.isBlank(left) && Convert.isBlank(right);
        return Value.of(blank == (binary.operator() == Operator.EQUAL));
    }

    private static boolean isEmptyText(Expr expr) {
        return expr instanceof Expr.Literal(Value.Text(var text)) && text.isEmpty();
    }

    private Value.Bool bool(Expr expr, Node context) {
        var value = Convert.single(value(expr, context));
        return value instanceof Value.Bool bool
                ? bool
                : new Value.Bool(Convert.truth(value), false);
    }

    private Value or(Value.Bool left, Expr right, Node context) {
        if (left.value()) {
            return Value.TRUE;
        }
        var other = bool(right, context);
        return other.value() ? Value.TRUE : new Value.Bool(false, left.unsure() || other.unsure());
    }

    private Value and(Value.Bool left, Expr right, Node context) {
        if (!left.value() && !left.unsure()) {
            return Value.FALSE;
        }
        var other = bool(right, context);
        if (!other.value() && !other.unsure()) {
            return Value.FALSE;
        }
        return left.value() && other.value() ? Value.TRUE : new Value.Bool(false, true);
    }

    private List<Node> walk(Expr.Path path, Node context) {
        var at = nodes(path.start(), context);
        for (var step : path.steps()) {
            var reached = new LinkedHashSet<Node>();
            for (var node : at) {
                reached.addAll(take(node, step));
            }
            at = List.copyOf(reached);
        }
        return at;
    }

    private List<Node> take(Node node, Expr.Step step) {
        var predicates = step.predicates();
        var indexed = predicates.isEmpty() ? null : ColumnEquals.of(predicates.getFirst());
        if (indexed != null) {
            var wanted = Convert.single(value(indexed.value(), node));
            var found =
                    wanted instanceof Value.Text(var text)
                            ? node.childrenWhere(step.name(), indexed.column(), text)
                            : null;
            if (found != null) {
                return filter(counted(found), predicates.subList(1, predicates.size()));
            }
        }
        return filter(counted(stepped(node, step.name())), predicates);
    }

    private List<Node> stepped(Node node, String name) {
        step();
        var parent = node.parent();
        return switch (name) {
            case "." -> List.of(node);
            case ".." -> parent == null ? List.of() : List.of(parent);
            default -> {
                var children = node.children(name);
                boolean rootElement = children.isEmpty() && parent == null;
                yield rootElement && name.equals(node.name()) ? List.of(node) : children;
            }
        };
    }

    private List<Node> filter(List<Node> nodes, List<Expr> predicates) {
        var kept = nodes;
        for (var predicate : predicates) {
            var next = new ArrayList<Node>();
            for (int i = 0; i < kept.size(); i++) {
                var value = Convert.single(value(predicate, kept.get(i)));
                boolean keep =
                        value instanceof Value.Num(var position)
                                ? position.compareTo(BigDecimal.valueOf(i + 1L)) == 0
                                : Convert.truth(value);
                if (keep) {
                    next.add(kept.get(i));
                }
            }
            kept = next;
        }
        return kept;
    }

    private Node root() {
        var node = current;
        for (var up = node.parent(); up != null; up = node.parent()) {
            node = up;
        }
        return node;
    }
}
