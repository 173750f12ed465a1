package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.fieldpost.form.expr.Convert;
import org.fieldpost.form.expr.EvaluationLimit;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * One submission being filled: its answers and, always up to date, what is relevant, required, read-only,
 * calculated and wrong. An edit recomputes what depends on it and nothing else. Not thread-safe: one thread
 * owns a session. A path to nothing is an IllegalArgumentException.
 *
 * <p>Blank is an absent answer: null, "", an empty array and an empty object are stored as nothing. The
 * answers of irrelevant questions stay in the draft, read as blank, and are left out by {@link #finalised}.
 */
public final class FormSession {
    private final FormDocument form;
    private final ChoiceLists lists;
    private final FormEnvironment environment;
    private final GroupCell root;
    private final Recompute recompute;
    private final ChoiceFinder finder;
    private final AnswerChecks checks;

    private FormSession(
            FormDocument form,
            ObjectNode data,
            ChoiceLists lists,
            FormEnvironment environment,
            boolean fresh) {
        this.form = form;
        this.lists = lists;
        this.environment = environment;
        root = new GroupCell(form.graph().root(), null);
        CellData.fill(root, data, environment.ids());
        var surroundings = surroundings(environment.locale());
        recompute = new Recompute(form.graph(), surroundings, environment);
        finder = new ChoiceFinder(lists, surroundings);
        checks = new AnswerChecks(form, finder, recompute);
        if (fresh) {
            defaults(root);
        }
        recompute.all(root, fresh);
        recompute.run();
    }

    /** A new submission: defaults are set. */
    public static FormSession start(
            FormDocument form, ChoiceLists lists, FormEnvironment environment) {
        return new FormSession(form, Json.object(), lists, environment, true);
    }

    /** A submission begun before: its answers as they are, no defaults; rows without a key get one. */
    public static FormSession resume(
            FormDocument form, ObjectNode data, ChoiceLists lists, FormEnvironment environment) {
        return new FormSession(form, data, lists, environment, false);
    }

    private SessionSurroundings surroundings(Locale locale) {
        return new SessionSurroundings(form.graph().scope(), lists, environment, locale);
    }

    /** The schema's own defaults; those of {@code logic} are evaluated with the rest. */
    private static void defaults(Cell cell) {
        if (cell instanceof AnswerCell answer && answer.answer() == null) {
            answer.setAnswer(
                    Answers.stored(cell.slot().question().traits().schema().path("default")));
        }
        cell.inner().forEach(FormSession::defaults);
    }

    public FormDocument form() {
        return form;
    }

    /** The choice lists it was started with: labels of answers. */
    public ChoiceLists lists() {
        return lists;
    }

    /** The world it is filled in. */
    public FormEnvironment environment() {
        return environment;
    }

    /** All answers, those of irrelevant questions too: the draft. The caller's own copy. */
    public ObjectNode data() {
        return CellData.data(root, false);
    }

    /**
     * Sets an answer, or takes it away with null. What does not fit the question is kept and is a problem. A
     * calculated question refuses.
     */
    public Change set(AnswerPath question, @Nullable JsonNode answer) {
        if (!(cell(question) instanceof AnswerCell cell)) {
            throw new IllegalArgumentException(question + " holds answers; set the answers in it");
        }
        if (cell.slot().question().isCalculated()) {
            throw new IllegalArgumentException(
                    question + " is calculated; set what it is calculated from");
        }
        var stored = Answers.stored(answer);
        if (Objects.equals(stored, cell.answer())) {
            return Change.NONE;
        }
        cell.setAnswer(stored);
        recompute.answered(cell);
        return recompute.run();
    }

    /** Adds a row at {@code index} (the row count = at the end), with a key and defaults of its own. */
    public Change addRow(AnswerPath repeat, int index) {
        var cell = changeable(repeat);
        Objects.checkIndex(index, cell.rows().size() + 1);
        if (cell.rows().size() >= Recompute.ROWS_MAX) {
            throw new IllegalArgumentException(
                    repeat + " has " + Recompute.ROWS_MAX + " rows; start another form");
        }
        var row = new RowCell(cell, CellData.newKey(cell, environment.ids()));
        cell.insert(index, row);
        defaults(row);
        recompute.all(row, true);
        recompute.rowsChanged(cell);
        return recompute.run();
    }

    /** Adds a row at the end. */
    public Change addRow(AnswerPath repeat) {
        return addRow(repeat, rowCount(repeat));
    }

    /** Puts a row that was taken away back: its answers, and its key unless another row has it now. */
    public Change restoreRow(AnswerPath repeat, int index, ObjectNode row) {
        var cell = changeable(repeat);
        Objects.checkIndex(index, cell.rows().size() + 1);
        var restored = CellData.insertRow(cell, index, row, environment.ids());
        recompute.all(restored, true);
        recompute.rowsChanged(cell);
        return recompute.run();
    }

    /** Takes away a row with all that is in it. */
    public Change removeRow(AnswerPath repeat, int index) {
        var cell = changeable(repeat);
        Objects.checkIndex(index, cell.rows().size());
        cell.remove(index);
        recompute.rowsChanged(cell);
        return recompute.run();
    }

    /** Moves a row so that it is at {@code to} afterwards. */
    public Change moveRow(AnswerPath repeat, int from, int to) {
        var cell = changeable(repeat);
        Objects.checkIndex(from, cell.rows().size());
        Objects.checkIndex(to, cell.rows().size());
        if (from == to) {
            return Change.NONE;
        }
        cell.move(from, to);
        recompute.rowsChanged(cell);
        return recompute.run();
    }

    private RepeatCell changeable(AnswerPath path) {
        var repeat = repeat(path);
        if (repeat.slot().question().logic().count() != null) {
            throw new IllegalArgumentException(
                    path + " has as many rows as its count says; change that");
        }
        return repeat;
    }

    public int rowCount(AnswerPath repeat) {
        return repeat(repeat).rows().size();
    }

    /** The key that stays with a row when rows move. */
    public String rowKey(AnswerPath row) {
        if (cell(row) instanceof RowCell cell) {
            return cell.key();
        }
        throw new IllegalArgumentException(row + " is not a row");
    }

    /** Where the row with this key is now; null if it is gone. */
    public @Nullable AnswerPath rowWithKey(AnswerPath repeat, String key) {
        return repeat(repeat).rows().stream()
                .filter(row -> row.key().equals(key))
                .map(RowCell::path)
                .findFirst()
                .orElse(null);
    }

    /** Whether there is such a place now. */
    public boolean has(AnswerPath path) {
        return Cells.find(root, path) != null;
    }

    /** The question at a path (of a row: its repeat). */
    public Question question(AnswerPath path) {
        return cell(path).slot().question();
    }

    /** Where a question of a section is, if it is in no repeat and not a note; null otherwise. */
    public @Nullable AnswerPath path(Question question) {
        var cell = Cells.of(root, question);
        return cell == null ? null : cell.path();
    }

    /** The answer as stored, also of an irrelevant question; null = blank. A copy. */
    public @Nullable JsonNode value(AnswerPath path) {
        return switch (cell(path)) {
            case AnswerCell answer -> answer.answer() == null ? null : answer.answer().deepCopy();
            case GroupCell group -> group.isBlank() ? null : CellData.data(group, false);
            case RepeatCell repeat -> {
                var rows = Json.array();
                repeat.rows().forEach(row -> rows.add(CellData.data(row, false)));
                yield rows.isEmpty() ? null : rows;
            }
        };
    }

    /** Whether the question and all it lies in are asked. */
    public boolean relevant(AnswerPath path) {
        return cell(path).relevant();
    }

    public boolean required(AnswerPath path) {
        return checks.isRequired(cell(path));
    }

    /** Read-only by schema or logic, or calculated. */
    public boolean readOnly(AnswerPath path) {
        for (Cell cell = cell(path); cell != null; cell = cell.holder()) {
            var question = cell.slot().question();
            if (cell.readOnlyIf() || question.traits().readOnly() || question.isCalculated()) {
                return true;
            }
        }
        return false;
    }

    /** What is wrong with this answer alone; a missing required answer is {@link Problem#isMissing}. */
    public List<Problem> problems(AnswerPath path) {
        return checks.of(cell(path));
    }

    /** Cross-field rules that do not hold. */
    public List<Problem> ruleProblems() {
        return checks.rules();
    }

    /** What may be chosen now, filtered and matching {@code text}, best first. */
    public List<Choice> choices(AnswerPath question, String text, int limit) {
        return finder.search(cell(question), text, limit);
    }

    /** The choice a stored code stands for, whether or not a filter leaves it; null if unknown. */
    public @Nullable Choice choice(AnswerPath question, String code) {
        return finder.find(cell(question).slot().question(), code).orElse(null);
    }

    /** Every problem of the whole submission, in the order of the form, rules last. */
    public List<Problem> validate() {
        return checks.all(root, CellData.data(root, true));
    }

    /** How far each section is, in order. */
    public List<SectionProgress> progress() {
        return form.sections().stream()
                .map(section -> ProgressCount.of(section, root, checks))
                .toList();
    }

    /** The answers as they leave the draft: without those of irrelevant questions. */
    public Finalised finalised() {
        return new Finalised(CellData.data(root, true), CellData.hiddenAnswers(root));
    }

    /** What this submission is called in lists; "" if the form does not say or nothing is answered yet. */
    public String summary(Locale locale) {
        var name = form.instanceName();
        try {
            return name == null
                    ? ""
                    : Convert.text(name.evaluate(root, surroundings(locale))).strip();
        } catch (EvaluationLimit e) {
            return "";
        }
    }

    /** How many pieces of logic have been evaluated so far, for tests of how little an edit costs. */
    long evaluations() {
        return recompute.evaluations();
    }

    private Cell cell(AnswerPath path) {
        var cell = Cells.find(root, path);
        if (cell == null) {
            throw new IllegalArgumentException("there is no question at " + path);
        }
        return cell;
    }

    private RepeatCell repeat(AnswerPath path) {
        if (cell(path) instanceof RepeatCell repeat) {
            return repeat;
        }
        throw new IllegalArgumentException(path + " is not a repeat");
    }
}
