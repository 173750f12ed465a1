package org.fieldpost.form;

import org.jspecify.annotations.Nullable;

/**
 * A photo, or several; each answer is {@code media/<uuid>}.
 *
 * @param several whether the answer is an array of photos
 * @param photosMax at most so many; 1 unless several; null = no limit
 */
public record PhotoQuestion(QuestionTraits traits, boolean several, @Nullable Integer photosMax)
        implements Question {}
