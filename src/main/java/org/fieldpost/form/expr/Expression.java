package org.fieldpost.form.expr;

/** A parsed expression and the text it came from. */
public record Expression(String source) {}
