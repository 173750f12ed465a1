package org.fieldpost.form;

import org.fieldpost.form.expr.Expression;

/**
 * A rule across questions.
 *
 * @param pointer where the document says it
 * @param holds what must be true; unanswered questions are forgiven
 * @param message what is said when it is not
 */
public record Rule(String pointer, Expression holds, LocalText message, Severity severity) {}
