package org.fieldpost.form;

/**
 * Yes or no; the answer is a boolean.
 */
public record YesNoQuestion(QuestionTraits traits) implements Question {}
