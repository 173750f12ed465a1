package org.fieldpost.form;

import java.util.Set;

/**
 * What an edit did. Paths are those after the edit.
 *
 * @param answers questions and groups whose value, relevance, required, read-only, choices or problems may
 *     look different now
 * @param repeats repeats whose rows came, went or moved: draw their rows anew
 * @param rules whether the problems of the form's cross-field rules changed
 */
public record Change(Set<AnswerPath> answers, Set<AnswerPath> repeats, boolean rules) {
    public static final Change NONE = new Change(Set.of(), Set.of(), false);

    public Change {
        answers = Set.copyOf(answers);
        repeats = Set.copyOf(repeats);
    }

    public boolean isEmpty() {
        return answers.isEmpty() && repeats.isEmpty() && !rules;
    }
}
