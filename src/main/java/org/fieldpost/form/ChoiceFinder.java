package org.fieldpost.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.fieldpost.form.expr.ColumnEquals;
import org.fieldpost.form.expr.Convert;
import org.fieldpost.form.expr.EvaluationLimit;
import org.fieldpost.form.expr.Expression;
import org.fieldpost.form.expr.Value;
import org.jspecify.annotations.Nullable;

/** What may be chosen, by filter and typed text. What of a filter an index can answer is left to the list. */
final class ChoiceFinder {
    private final ChoiceLists lists;
    private final SessionSurroundings surroundings;

    ChoiceFinder(ChoiceLists lists, SessionSurroundings surroundings) {
        this.lists = lists;
        this.surroundings = surroundings;
    }

    /** The choices of a question; null if it has none. */
    static @Nullable Choices choicesOf(Question question) {
        return switch (question) {
            case ChoiceQuestion choice -> choice.choices();
            case MultiChoiceQuestion several -> several.choices();
            case Question other -> null;
        };
    }

    List<Choice> search(Cell cell, String text, int limit) {
        var filter = cell.slot().question().logic().choiceFilter();
        return switch (choicesOf(cell.slot().question())) {
            case null -> List.of();
            case Choices.Inline(var all) ->
                    new MemoryChoiceLists(Map.of("", all))
                            .search("", query(text, Map.of(), allows(cell, filter), limit));
            case Choices.Listed(var list) -> listed(cell, list, filter, text, limit);
        };
    }

    private List<Choice> listed(
            Cell cell, String list, @Nullable Expression filter, String text, int limit) {
        var where = new HashMap<String, String>();
        var rest = new ArrayList<Expression>();
        for (var part : filter == null ? List.<Expression>of() : filter.conjuncts()) {
            var equal = ColumnEquals.of(part.tree());
            if (equal == null
                    || RowNode.isCode(equal.column())
                    || where.containsKey(equal.column())) {
                rest.add(part);
                continue;
            }
            var wanted = value(cell, new Expression(part.source(), equal.value()));
            if (Convert.isBlank(wanted)) {
                return List.of();
            }
            if (wanted instanceof Value.Text(var code)) {
                where.put(equal.column(), code);
            } else {
                rest.add(part);
            }
        }
        Predicate<Choice> also =
                choice -> rest.stream().allMatch(part -> holds(cell, part, choice));
        return lists.search(list, query(text, where, also, limit));
    }

    private ChoiceQuery query(
            String text, Map<String, String> where, Predicate<Choice> also, int limit) {
        return new ChoiceQuery(text, where, also, surroundings.locale(), limit);
    }

    /** The choice of this code, whether or not the filter leaves it. */
    Optional<Choice> find(Question question, String code) {
        return switch (choicesOf(question)) {
            case null -> Optional.empty();
            case Choices.Inline(var all) ->
                    all.stream().filter(choice -> choice.code().equals(code)).findFirst();
            case Choices.Listed(var list) -> lists.find(list, code);
        };
    }

    /** Whether the filter of the cell leaves this choice. */
    boolean isAllowed(Cell cell, Choice choice) {
        return allows(cell, cell.slot().question().logic().choiceFilter()).test(choice);
    }

    private Predicate<Choice> allows(Cell cell, @Nullable Expression filter) {
        return filter == null ? choice -> true : choice -> holds(cell, filter, choice);
    }

    private boolean holds(Cell cell, Expression filter, Choice choice) {
        try {
            var row = new RowNode(choice, null, surroundings.locale(), 1);
            return Convert.truth(filter.evaluate(cell, row, surroundings));
        } catch (EvaluationLimit e) {
            return false;
        }
    }

    private Value value(Cell cell, Expression expression) {
        try {
            return Convert.single(expression.evaluate(cell, surroundings));
        } catch (EvaluationLimit e) {
            return Value.BLANK;
        }
    }
}
