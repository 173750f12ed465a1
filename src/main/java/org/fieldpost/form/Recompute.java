package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.fieldpost.form.FormGraph.Item;
import org.fieldpost.form.FormGraph.Kind;
import org.fieldpost.form.expr.Convert;
import org.fieldpost.form.expr.EvaluationLimit;
import org.fieldpost.form.expr.Value;
import org.jspecify.annotations.Nullable;

/** Evaluates logic in the graph's order: what an edit touches, and what that touches, each once. */
final class Recompute {
    /** More rows than anybody fills by hand; what count asks beyond it is not made. */
    static final int ROWS_MAX = 10_000;

    private final FormGraph graph;
    private final SessionSurroundings surroundings;
    private final FormEnvironment environment;
    private final PriorityQueue<Task> queue =
            new PriorityQueue<>(
                    (a, b) ->
                            a.rank != b.rank
                                    ? Integer.compare(a.rank, b.rank)
                                    : Long.compare(a.sequence, b.sequence));
    private final Set<Job> queued = new HashSet<>();
    private final Set<Cell> touched = new LinkedHashSet<>();
    private final Set<RepeatCell> rowsTouched = new LinkedHashSet<>();
    private final BitSet brokenRules = new BitSet();
    private boolean rulesTouched;
    private long sequence;
    private long evaluations;

    Recompute(FormGraph graph, SessionSurroundings surroundings, FormEnvironment environment) {
        this.graph = graph;
        this.surroundings = surroundings;
        this.environment = environment;
    }

    private record Job(Item item, Cell cell) {}

    private record Task(Job job, int rank, long sequence) {}

    /** Whether the rule of this index does not hold. */
    boolean isBroken(int rule) {
        return brokenRules.get(rule);
    }

    /** How many pieces of logic have been evaluated so far. */
    long evaluations() {
        return evaluations;
    }

    /** All logic of a cell and what is in it; {@code fresh} = first values too. */
    void all(Cell cell, boolean fresh) {
        if (!(cell instanceof RowCell)) {
            for (var item : graph.itemsOf(cell.slot())) {
                boolean triggered =
                        item.kind() == Kind.CALCULATE
                                && item.slot().question().logic().trigger() != null;
                if (item.kind() == Kind.INITIAL ? fresh : !triggered) {
                    enqueue(item, cell);
                }
            }
        }
        cell.inner().forEach(inner -> all(inner, fresh));
    }

    /** An answer is another one now. */
    void answered(AnswerCell cell) {
        touched.add(cell);
        for (Cell up = cell.holder(); up != null; up = up.holder()) {
            touched.add(up);
        }
        changed(cell);
    }

    /** Rows came, went or moved. */
    void rowsChanged(RepeatCell repeat) {
        rowsTouched.add(repeat);
        touched.add(repeat);
        changed(repeat);
    }

    /** Runs until nothing is left to evaluate and says what looks different. */
    Change run() {
        for (var task = queue.poll(); task != null; task = queue.poll()) {
            queued.remove(task.job);
            if (task.job.cell.attached()) {
                evaluations++;
                evaluate(task.job.item, task.job.cell);
            }
        }
        return taken();
    }

    private Change taken() {
        var answers = new HashSet<AnswerPath>();
        touched.stream().filter(Cell::attached).forEach(cell -> answers.add(cell.path()));
        var repeats = new HashSet<AnswerPath>();
        rowsTouched.stream().filter(Cell::attached).forEach(cell -> repeats.add(cell.path()));
        var change = new Change(answers, repeats, rulesTouched);
        touched.clear();
        rowsTouched.clear();
        rulesTouched = false;
        return change;
    }

    private void enqueue(Item item, Cell cell) {
        var job = new Job(item, cell);
        if (queued.add(job)) {
            queue.add(new Task(job, graph.rank(item), sequence++));
        }
    }

    /** How the cell reads is different: whoever reads it is evaluated again. */
    private void changed(Cell cell) {
        for (var reader : graph.readersOf(cell.slot())) {
            var ancestor = cell;
            while (ancestor != null && ancestor.slot() != reader.common()) {
                ancestor = ancestor.holder();
            }
            if (ancestor != null) {
                cellsOf(reader.item().slot(), ancestor)
                        .forEach(each -> enqueue(reader.item(), each));
            }
        }
    }

    private void changedWithin(Cell cell) {
        changed(cell);
        cell.inner().forEach(this::changedWithin);
    }

    private void touchWithin(Cell cell) {
        touched.add(cell);
        if (cell instanceof AnswerCell answer) {
            answer.setProblems(null);
        }
        cell.inner().forEach(this::touchWithin);
    }

    /** The cells of a slot at or below {@code ancestor}; of a repeat: not its rows. */
    private static List<Cell> cellsOf(Slot slot, Cell ancestor) {
        if (slot == ancestor.slot()) {
            var holder = ancestor.holder();
            return List.of(ancestor instanceof RowCell && holder != null ? holder : ancestor);
        }
        List<Cell> at = List.of(ancestor);
        for (var step : slot.below(ancestor.slot())) {
            var next = new ArrayList<Cell>();
            for (var cell : at) {
                var holders = cell instanceof RepeatCell repeat ? repeat.rows() : List.of(cell);
                for (var holder : holders) {
                    var inner = holder instanceof GroupCell group ? group.cell(step.name()) : null;
                    if (inner != null) {
                        next.add(inner);
                    }
                }
            }
            at = next;
        }
        return at;
    }

    private void evaluate(Item item, Cell cell) {
        Value result;
        try {
            result =
                    item.kind() == Kind.CHOICES
                            ? Value.BLANK
                            : item.expression().evaluate(cell, surroundings);
        } catch (EvaluationLimit limit) {
            if (cell instanceof AnswerCell answer) {
                answer.setLimitExceeded();
                touched.add(cell);
            }
            result = Value.BLANK;
        }
        switch (item.kind()) {
            case COUNT -> count((RepeatCell) cell, Convert.number(result));
            case INITIAL -> {
                if (cell instanceof AnswerCell answer && answer.answer() == null) {
                    store(answer, result);
                }
            }
            case CALCULATE -> store((AnswerCell) cell, result);
            case RELEVANT -> relevant(cell, Convert.truth(result));
            case REQUIRED -> {
                boolean now = Convert.truth(result);
                decided(cell, now != cell.requiredIf());
                cell.setRequiredIf(now);
            }
            case READ_ONLY -> {
                boolean now = Convert.truth(result);
                decided(cell, now != cell.readOnlyIf());
                cell.setReadOnlyIf(now);
            }
            case CONSTRAINT -> {
                boolean now = !cell.isBlank() && isFalse(result);
                decided(cell, now != cell.constraintBroken());
                cell.setConstraintBroken(now);
            }
            case CHOICES -> decided(cell, true);
            case RULE -> {
                boolean now = isFalse(result);
                rulesTouched |= now != brokenRules.get(item.rule());
                brokenRules.set(item.rule(), now);
            }
        }
    }

    /** Definitely false: not only because something compared was blank. */
    private static boolean isFalse(Value result) {
        return switch (Convert.single(result)) {
            case Value.Bool(boolean value, boolean unsure) -> !value && !unsure;
            case Value.Blank b -> false;
            case Value other -> !Convert.truth(other);
        };
    }

    private void decided(Cell cell, boolean different) {
        if (different) {
            touched.add(cell);
            if (cell instanceof AnswerCell answer) {
                answer.setProblems(null);
            }
        }
    }

    private void store(AnswerCell cell, Value result) {
        @Nullable JsonNode now = Answers.answer(cell.slot().question(), result, environment.zone());
        if (!Objects.equals(now, cell.answer())) {
            cell.setAnswer(now);
            answered(cell);
        }
    }

    private void relevant(Cell cell, boolean now) {
        if (now != cell.asked()) {
            cell.setAsked(now);
            touchWithin(cell);
            changedWithin(cell);
        }
    }

    /** Rows up to the count are added; beyond it only rows nobody has answered anything in are taken away. */
    private void count(RepeatCell repeat, @Nullable BigDecimal count) {
        if (count == null) {
            repeat.setRowsWanted(null);
            return;
        }
        int wanted = count.max(BigDecimal.ZERO).min(BigDecimal.valueOf(ROWS_MAX)).intValue();
        repeat.setRowsWanted(wanted);
        int before = repeat.rows().size();
        while (repeat.rows().size() < wanted) {
            var row = new RowCell(repeat, CellData.newKey(repeat, environment.ids()));
            repeat.insert(repeat.rows().size(), row);
            all(row, true);
        }
        while (repeat.rows().size() > wanted && isUntouched(repeat.rows().getLast())) {
            repeat.remove(repeat.rows().size() - 1);
        }
        touched.add(repeat);
        if (repeat.rows().size() != before) {
            rowsChanged(repeat);
        }
    }

    private static boolean isUntouched(Cell cell) {
        return switch (cell) {
            case AnswerCell answer ->
                    answer.answer() == null || answer.slot().question().isCalculated();
            case GroupCell group ->
                    group.others().isEmpty()
                            && group.inner().stream().allMatch(Recompute::isUntouched);
            case RepeatCell repeat -> repeat.rows().isEmpty();
        };
    }
}
