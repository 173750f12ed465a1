package org.fieldpost.form;

/**
 * A day, {@code yyyy-MM-dd}.
 */
public record DateQuestion(QuestionTraits traits) implements Question {}
