package org.fieldpost.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions asked once per row; the answer is an array of objects, each with its {@code _key}.
 *
 * @param inner the questions of a row
 * @param rowsMin at least so many rows
 * @param rowsMax at most so many rows; null = no limit of its own
 */
public record RepeatQuestion(
        QuestionTraits traits, List<Question> inner, int rowsMin, @Nullable Integer rowsMax)
        implements Question {
    public RepeatQuestion {
        inner = List.copyOf(inner);
    }
}
