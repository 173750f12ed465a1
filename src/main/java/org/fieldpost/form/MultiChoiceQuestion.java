package org.fieldpost.form;

import org.jspecify.annotations.Nullable;

/**
 * Any of several; the answer is an array.
 *
 * @param selectedMax at most so many; null = no limit
 */
public record MultiChoiceQuestion(
        QuestionTraits traits,
        Choices choices,
        @Nullable Integer selectedMin,
        @Nullable Integer selectedMax)
        implements Question {}
