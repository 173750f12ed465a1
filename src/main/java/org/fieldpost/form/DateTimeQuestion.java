package org.fieldpost.form;

/**
 * A moment, ISO 8601 with offset.
 */
public record DateTimeQuestion(QuestionTraits traits) implements Question {}
