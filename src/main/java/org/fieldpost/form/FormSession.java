package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One submission being filled: its answers and, always up to date, what is relevant, required, read-only,
 * calculated and wrong. An edit recomputes what depends on it and nothing else. Not thread-safe: one thread
 * owns a session.
 *
 * <p>Blank is an absent answer: null, "", an empty array and an empty object are stored as nothing. The
 * answers of irrelevant questions stay in the draft, read as blank, and are left out by {@link #finalised}.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class FormSession {
    private FormSession() {}

    /** A new submission: defaults are set. */
    public static FormSession start(
            FormDocument form, ChoiceLists lists, FormEnvironment environment) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** A submission begun before: its answers as they are, no defaults; rows without a key get one. */
    public static FormSession resume(
            FormDocument form, ObjectNode data, ChoiceLists lists, FormEnvironment environment) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public FormDocument form() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The choice lists it was started with: labels of answers. */
    public ChoiceLists lists() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The world it is filled in. */
    public FormEnvironment environment() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** All answers, those of irrelevant questions too: the draft. The caller's own copy. */
    public ObjectNode data() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Sets an answer, or takes it away with null. What does not fit the question is kept and is a problem. */
    public Change set(AnswerPath question, @Nullable JsonNode answer) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Adds a row at {@code index} (the row count = at the end), with a key and defaults of its own. */
    public Change addRow(AnswerPath repeat, int index) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Adds a row at the end. */
    public Change addRow(AnswerPath repeat) {
        return addRow(repeat, rowCount(repeat));
    }

    public Change removeRow(AnswerPath repeat, int index) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public Change moveRow(AnswerPath repeat, int from, int to) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public int rowCount(AnswerPath repeat) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The key that stays with a row when rows move. */
    public String rowKey(AnswerPath row) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Where the row with this key is now; null if it is gone. */
    public @Nullable AnswerPath rowWithKey(AnswerPath repeat, String key) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The question at a path (of a row: its repeat). */
    public Question question(AnswerPath path) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The answer as stored, also of an irrelevant question; null = blank. A copy. */
    public @Nullable JsonNode value(AnswerPath path) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Whether the question and all it lies in are asked. */
    public boolean relevant(AnswerPath path) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public boolean required(AnswerPath path) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Read-only by schema or logic, or calculated. */
    public boolean readOnly(AnswerPath path) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** What is wrong with this answer alone; a missing required answer is {@link Problem#isMissing}. */
    public List<Problem> problems(AnswerPath path) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** What may be chosen now, filtered and matching {@code text}, best first. */
    public List<Choice> choices(AnswerPath question, String text, int limit) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Every problem of the whole submission, in the order of the form. */
    public List<Problem> validate() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** How far each section is, in order. */
    public List<SectionProgress> progress() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public Finalised finalised() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** What this submission is called in lists; "" if the form does not say or nothing is answered yet. */
    public String summary(Locale locale) {
        throw new UnsupportedOperationException("lands within the hour");
    }
}
