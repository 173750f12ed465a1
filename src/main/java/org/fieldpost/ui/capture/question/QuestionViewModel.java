package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.Choice;
import org.fieldpost.form.ChoiceQuestion;
import org.fieldpost.form.MultiChoiceQuestion;
import org.fieldpost.form.Problem;
import org.fieldpost.form.Question;
import org.fieldpost.form.Severity;
import org.fieldpost.ui.fx.RightToLeft;
import org.jspecify.annotations.Nullable;

/**
 * One question at one place in the answers: what it holds, whether it is asked, and what is wrong with it in words.
 * Problems are said once the person has left the field, never while they type; a problem that is mended goes at once.
 */
public final class QuestionViewModel {
    private final AnswerSheet sheet;
    private final Question question;
    private final AnswerPath path;
    private final ReadOnlyObjectWrapper<@Nullable JsonNode> value = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper relevant = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper required = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper readOnly = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper warning = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private boolean left;

    public QuestionViewModel(AnswerSheet sheet, Question question, AnswerPath path) {
        this.sheet = sheet;
        this.question = question;
        this.path = path;
        this.left = sheet.problemsShown();
        refresh();
    }

    public Question question() {
        return question;
    }

    public AnswerPath path() {
        return path;
    }

    public Locale locale() {
        return sheet.locale();
    }

    public String label() {
        return RightToLeft.wrappable(question.label(sheet.locale()));
    }

    public String hint() {
        return RightToLeft.wrappable(question.hint(sheet.locale()));
    }

    /** The person gives an answer, or takes it away with null. */
    public void answer(@Nullable JsonNode answer) {
        if (!readOnly.get() && !Objects.equals(answer, value.get())) {
            sheet.answer(path, answer);
        }
    }

    /** The person went on: from here on problems are said. */
    public void left() {
        left = true;
        refreshProblems();
    }

    /** What may be chosen now and matches {@code text}, best first. */
    public List<Choice> choices(String text, int limit) {
        return sheet.choices(path, text, limit);
    }

    /** {@code answer} in words. */
    public String words(JsonNode answer) {
        return sheet.text().of(question, answer);
    }

    /** One choice of the question in words. */
    public String choiceWords(JsonNode value) {
        return switch (question) {
            case ChoiceQuestion choice -> sheet.text().label(choice.choices(), value);
            case MultiChoiceQuestion choice -> sheet.text().label(choice.choices(), value);
            default -> words(value);
        };
    }

    /** A small whole number in the digits of the language: the key that chooses. */
    public String number(int number) {
        return sheet.digits(number);
    }

    /** The present moment where the laptop is. */
    public ZonedDateTime now() {
        return sheet.now();
    }

    public LocalDate today() {
        return now().toLocalDate();
    }

    public ZoneId zone() {
        return now().getZone();
    }

    /** The same question as answered in the submission before this one; nothing happens when there is none. */
    public void repeatPrevious() {
        JsonNode previous = sheet.previousAnswer(path);
        if (previous != null) {
            answer(previous);
        }
    }

    /** Keeps a remark beside the answer; blank takes it away. */
    public void writeNote(String text) {
        sheet.writeNote(path, text);
        note.set(sheet.note(path));
    }

    /** Keeps an answer that is warned about, for this reason. */
    public void keepDespiteWarning(String reason) {
        sheet.keepDespiteWarning(path, reason);
        refreshProblems();
    }

    /** Looks at the form again; the sheet calls it when an edit may have touched this question. */
    public void refresh() {
        value.set(sheet.value(path));
        relevant.set(sheet.relevant(path));
        required.set(sheet.required(path));
        readOnly.set(sheet.readOnly(path));
        note.set(sheet.note(path));
        refreshProblems();
    }

    private void refreshProblems() {
        left |= sheet.problemsShown();
        List<Problem> problems = relevant.get() ? sheet.problems(path) : List.of();
        error.set(firstShown(problems, Severity.ERROR, error.get()));
        boolean kept = !sheet.keptReason(path).isEmpty();
        warning.set(kept ? "" : firstShown(problems, Severity.WARNING, warning.get()));
    }

    private String firstShown(List<Problem> problems, Severity severity, String shownNow) {
        if (!left && shownNow.isEmpty()) {
            return "";
        }
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .map(sheet::say)
                .map(RightToLeft::wrappable)
                .findFirst()
                .orElse("");
    }

    /** The answer as stored; null when blank. Not to be changed. */
    public ReadOnlyObjectProperty<@Nullable JsonNode> valueProperty() {
        return value.getReadOnlyProperty();
    }

    public @Nullable JsonNode value() {
        return value.get();
    }

    public ReadOnlyBooleanProperty relevantProperty() {
        return relevant.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty requiredProperty() {
        return required.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty readOnlyProperty() {
        return readOnly.getReadOnlyProperty();
    }

    /** What must be mended, in one sentence; "" when nothing is to be said. */
    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** What is doubtful but may be kept with a reason; "" when nothing is to be said. */
    public ReadOnlyStringProperty warningProperty() {
        return warning.getReadOnlyProperty();
    }

    /** The remark beside the answer; "" when there is none. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }
}
