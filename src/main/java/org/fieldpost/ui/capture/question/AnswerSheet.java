package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.Change;
import org.fieldpost.form.Choice;
import org.fieldpost.form.FormEnvironment;
import org.fieldpost.form.FormSession;
import org.fieldpost.form.Problem;
import org.fieldpost.form.ProblemMessages;
import org.fieldpost.form.Question;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.ui.answers.AnswerText;
import org.fieldpost.ui.answers.NumberText;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;

/**
 * The answers of the open draft as its questions see them. An edit goes to the form at once, is handed on to be kept,
 * and everyone it touches is told to look again. Belongs to the screen's thread, like the session inside.
 */
public final class AnswerSheet {
    private final FormSession session;
    private final FormEnvironment environment;
    private final AnswerText text;
    private final Words words;
    private final Remarks remarks;
    private final RulePlaces rulePlaces;
    private final Listeners<Change> changes = new Listeners<>();
    private @Nullable JsonNode previous;
    private List<Problem> ruleProblems = List.of();
    private boolean problemsShown;

    public AnswerSheet(FormSession session, Remarks remarks) {
        this.session = session;
        this.environment = session.environment();
        this.text = new AnswerText(environment.locale(), environment.zone(), session.lists());
        this.words = Words.of(AnswerSheet.class, environment.locale());
        this.remarks = remarks;
        this.rulePlaces = new RulePlaces(session.form());
        lookAtRules();
    }

    /** Tells {@code listener} of every edit, after the form has taken it in. */
    public Listeners.Subscription listen(java.util.function.Consumer<? super Change> listener) {
        return changes.add(listener);
    }

    /** The submission before this one, for repeating its answers. */
    public void previous(@Nullable JsonNode data) {
        previous = data;
    }

    public void answer(AnswerPath path, @Nullable JsonNode answer) {
        edit(() -> session.set(path, answer));
    }

    public void addRow(AnswerPath repeat) {
        edit(() -> session.addRow(repeat));
    }

    public void removeRow(AnswerPath repeat, int index) {
        edit(() -> session.removeRow(repeat, index));
    }

    public void restoreRow(AnswerPath repeat, int index, ObjectNode row) {
        edit(() -> session.restoreRow(repeat, index, row));
    }

    private void edit(Supplier<Change> edit) {
        Change change = edit.get();
        if (!change.isEmpty()) {
            if (change.rules()) {
                lookAtRules();
            }
            changes.tell(change);
        }
    }

    /** From here on every problem is said, of fields never visited too: the person asked to finish. */
    public void showProblems() {
        problemsShown = true;
    }

    public boolean problemsShown() {
        return problemsShown;
    }

    /** Works out anew which rules across questions do not hold. */
    private void lookAtRules() {
        ruleProblems = session.ruleProblems().stream().map(rulePlaces::place).toList();
    }

    /** Every problem of the submission, each at the answer where it can be mended. */
    public List<Problem> allProblems() {
        return session.validate().stream()
                .map(p -> p.code().equals("rule") ? rulePlaces.place(p) : p)
                .toList();
    }

    /** What is wrong in one sentence, said beside the question: its label is not said again. */
    public String say(Problem problem) {
        return problem.isMissing() && problem.ownMessage() == null
                ? words.say("problem.missing")
                : ProblemMessages.text(problem, locale());
    }

    public List<Problem> problems(AnswerPath path) {
        var own = session.problems(path);
        var rules = ruleProblems.stream().filter(problem -> problem.path().equals(path)).toList();
        if (rules.isEmpty()) {
            return own;
        }
        var all = new java.util.ArrayList<>(own);
        all.addAll(rules);
        return all;
    }

    public FormSession session() {
        return session;
    }

    public Locale locale() {
        return environment.locale();
    }

    public AnswerText text() {
        return text;
    }

    public ZonedDateTime now() {
        return environment.clock().instant().atZone(environment.zone());
    }

    String digits(int number) {
        return new NumberText(locale()).plain(BigDecimal.valueOf(number));
    }

    public @Nullable JsonNode value(AnswerPath path) {
        return session.value(path);
    }

    boolean relevant(AnswerPath path) {
        return session.relevant(path);
    }

    boolean required(AnswerPath path) {
        return session.required(path);
    }

    boolean readOnly(AnswerPath path) {
        return session.readOnly(path);
    }

    List<Choice> choices(AnswerPath path, String typed, int limit) {
        return session.choices(path, typed, limit);
    }

    /** The answer the submission before this one has here; rows are those of the same number. */
    @Nullable JsonNode previousAnswer(AnswerPath path) {
        JsonNode found = previous == null ? null : previous.at(path.toString());
        return found == null || found.isMissingNode() ? null : found.deepCopy();
    }

    String note(AnswerPath path) {
        return remarks.note(steady(path));
    }

    void writeNote(AnswerPath path, String note) {
        remarks.writeNote(steady(path), note);
    }

    /** Whether what was warned about here is kept with a reason. */
    public boolean isKept(AnswerPath path) {
        return !keptReason(path).isEmpty();
    }

    String keptReason(AnswerPath path) {
        return remarks.keptReason(steady(path));
    }

    void keepDespiteWarning(AnswerPath path, String reason) {
        remarks.keep(steady(path), reason);
    }

    /** The path with rows named by their keys, which stay when rows move. */
    private String steady(AnswerPath path) {
        var steady = AnswerPath.ROOT;
        var here = AnswerPath.ROOT;
        for (String segment : path.segments()) {
            boolean inRepeat =
                    !here.equals(AnswerPath.ROOT)
                            && session.question(here) instanceof org.fieldpost.form.RepeatQuestion
                            && !here.last().matches("\\d+");
            here = here.child(segment);
            steady = steady.child(inRepeat ? session.rowKey(here) : segment);
        }
        return steady.toString();
    }

    /** What kind of question lies at {@code path}. */
    public Question question(AnswerPath path) {
        return session.question(path);
    }
}
