package org.fieldpost.form;

/**
 * A position: an object of latitude, longitude and perhaps altitude and accuracy (metres).
 */
public record GeopointQuestion(QuestionTraits traits) implements Question {}
