package org.fieldpost.form;

/**
 * What the schema allows and no other question draws well: edited as JSON, with a note.
 *
 * @param why what about the schema could not be drawn
 */
public record JsonQuestion(QuestionTraits traits, String why) implements Question {}
