package org.fieldpost.form;

/**
 * Another submission; the answer is its id.
 *
 * @param form the code of the form the submission is of
 */
public record ReferenceQuestion(QuestionTraits traits, String form) implements Question {}
