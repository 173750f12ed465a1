package org.fieldpost.form;

/**
 * Words between the questions; has no answer.
 *
 * @param heading whether it titles what follows
 */
public record NoteQuestion(QuestionTraits traits, boolean heading) implements Question {}
