package org.fieldpost.form;

/**
 * One of several; choices are inline or in a list.
 */
public record ChoiceQuestion(QuestionTraits traits, Choices choices) implements Question {}
