package org.fieldpost.form;

import org.jspecify.annotations.Nullable;

/**
 * A line or a paragraph of text. Limits are checked by the schema; they are here for the screen.
 *
 * @param lengthMax in characters; null = no limit
 * @param pattern regular expression (RE2); null = none
 * @param format JSON Schema format ("email"); null = none
 */
public record TextQuestion(
        QuestionTraits traits,
        boolean multiLine,
        @Nullable Integer lengthMin,
        @Nullable Integer lengthMax,
        @Nullable String pattern,
        @Nullable String format)
        implements Question {}
