package org.fieldpost.form;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fieldpost.form.expr.Expr;
import org.fieldpost.form.expr.Expression;
import org.fieldpost.form.expr.Value;
import org.jspecify.annotations.Nullable;

/**
 * What an expression reads, found without evaluating it: every question each of its paths passes. It may name
 * more than one evaluation really reads, never less.
 */
final class Dependencies {
    /**
     * Something read.
     *
     * @param target the question; of a repeat: its rows, their number and order
     * @param common of all targets, those below the reader's own instance of this
     */
    record Read(Slot target, Slot common) {}

    private final Scope scope;
    private final Slot from;
    private final Slot asker;
    private final Set<Read> reads = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<String> ambiguous = new LinkedHashSet<>();

    private Dependencies(Scope scope, Slot from) {
        this.scope = scope;
        this.from = from;
        this.asker = Scope.asker(from);
    }

    /**
     * @param onListRow whether {@code .} is a row of a choice list rather than the question
     */
    static Dependencies of(Expression expression, Slot from, Scope scope, boolean onListRow) {
        var found = new Dependencies(scope, from);
        found.walk(expression.tree(), onListRow ? List.of() : List.of(new Read(from, from)));
        return found;
    }

    Set<Read> reads() {
        return reads;
    }

    /** Names of {@code ${...}} no question has. */
    Set<String> unknown() {
        return unknown;
    }

    Set<String> ambiguous() {
        return ambiguous;
    }

    /** The places the expression can lead to; empty if it is no path. */
    private List<Read> walk(Expr expr, List<Read> context) {
        return switch (expr) {
            case Expr.Literal l -> List.of();
            case Expr.Ref(var name) -> seen(meaning(name));
            case Expr.Here h -> seen(context);
            case Expr.Root r -> List.of(new Read(root(), root()));
            case Expr.Path(var start, var steps) -> {
                var at = start instanceof Expr.Here ? context : walk(start, context);
                for (var step : steps) {
                    at = seen(stepped(at, step.name()));
                    for (var predicate : step.predicates()) {
                        walk(predicate, at);
                    }
                }
                yield at;
            }
            case Expr.Filter(var base, var predicates) -> {
                var at = walk(base, context);
                predicates.forEach(predicate -> walk(predicate, at));
                yield at;
            }
            case Expr.Negate(var operand) -> none(walk(operand, context));
            case Expr.Binary(var operator, var left, var right) -> {
                var both = new ArrayList<>(walk(left, context));
                both.addAll(walk(right, context));
                yield operator == Expr.Operator.UNION ? both : List.of();
            }
            case Expr.Call(var name, var arguments) -> call(name, arguments, context);
        };
    }

    private static List<Read> none(List<Read> ignored) {
        return ignored.isEmpty() ? ignored : List.of();
    }

    private List<Read> call(String name, List<Expr> arguments, List<Read> context) {
        var results = new ArrayList<Read>();
        for (var argument : arguments) {
            results.addAll(walk(argument, context));
        }
        return switch (name) {
            case "current" -> List.of(new Read(from, from));
            case "indexed-repeat" -> indexed(arguments);
            case "position" -> {
                seen(arguments.isEmpty() ? context : List.of());
                yield List.of();
            }
            case "jr:choice-name" -> {
                if (arguments.get(1) instanceof Expr.Literal(Value.Text(var text))) {
                    var question =
                            text.substring(text.lastIndexOf('/') + 1).replaceAll("[${}\\s]", "");
                    if (!scope.knows(question)) {
                        unknown.add(question);
                    }
                }
                yield List.of();
            }
            case "if", "coalesce", "randomize", "once" -> results;
            default -> List.of();
        };
    }

    /** {@code indexed-repeat} reads any row of the repeat, not only the reader's own. */
    private List<Read> indexed(List<Expr> arguments) {
        var found = new ArrayList<Read>();
        if (arguments.get(0) instanceof Expr.Ref(var answer)
                && arguments.get(1) instanceof Expr.Ref(var repeat)) {
            var rows = scope.meaning(repeat, asker);
            var wanted = scope.meaning(answer, rows == null ? asker : rows.target());
            if (rows != null && wanted != null) {
                found.add(new Read(wanted.target(), Slot.common(rows.common(), wanted.target())));
            }
        }
        return seen(found);
    }

    private List<Read> meaning(String name) {
        var meaning = scope.meaning(name, asker);
        if (meaning == null) {
            unknown.add(name);
            return List.of();
        }
        if (scope.isAmbiguous(name, asker)) {
            ambiguous.add(name);
        }
        return List.of(new Read(meaning.target(), meaning.common()));
    }

    private List<Read> stepped(List<Read> at, String name) {
        var next = new ArrayList<Read>();
        for (var read : at) {
            var slot = read.target();
            switch (name) {
                case "." -> next.add(read);
                case ".." -> {
                    var up = slot.parent();
                    if (up != null) {
                        next.add(new Read(up, read.common() == slot ? up : read.common()));
                    }
                }
                case "*" ->
                        slot.inner()
                                .values()
                                .forEach(child -> next.add(new Read(child, read.common())));
                default -> {
                    var child = slot.inner().get(name);
                    if (child != null) {
                        next.add(new Read(child, read.common()));
                    } else if (slot.question() instanceof GeopointQuestion
                            || slot.parent() == null) {
                        next.add(read);
                    }
                }
            }
        }
        return next;
    }

    /** Notes the places, and the rows of every repeat on the way to them. */
    private List<Read> seen(List<Read> places) {
        for (var place : places) {
            if (!place.target().isRepeat()) {
                reads.add(place);
            }
            var ancestor = place.common();
            for (Slot slot = place.target();
                    slot != null && slot != ancestor;
                    slot = slot.parent()) {
                if (slot.isRepeat()) {
                    rows(slot, ancestor);
                }
            }
            if (ancestor.isRepeat() && place.target() == ancestor) {
                rows(ancestor, ancestor);
            }
        }
        return places;
    }

    private void rows(Slot repeat, Slot common) {
        var holder = repeat.parent();
        if (holder != null) {
            reads.add(new Read(repeat, common == repeat ? holder : common));
        }
    }

    private Slot root() {
        var slot = from;
        for (@Nullable Slot up = slot.parent(); up != null; up = slot.parent()) {
            slot = up;
        }
        return slot;
    }
}
