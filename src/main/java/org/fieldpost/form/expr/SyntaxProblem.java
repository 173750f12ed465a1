package org.fieldpost.form.expr;

/** Carries a fault in an expression's text from the parser to {@link Expression#parse}; never leaves there. */
final class SyntaxProblem extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int at;
    private final String why;

    SyntaxProblem(int at, String why) {
        super(why, null, false, false);
        this.at = at;
        this.why = why;
    }

    int at() {
        return at;
    }

    String why() {
        return why;
    }
}
