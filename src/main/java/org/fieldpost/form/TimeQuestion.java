package org.fieldpost.form;

/**
 * A time of day, {@code HH:mm[:ss]}.
 */
public record TimeQuestion(QuestionTraits traits) implements Question {}
