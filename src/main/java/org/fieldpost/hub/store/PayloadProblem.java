package org.fieldpost.hub.store;

/** A payload that does not fit its table; the message names the column and the rule, never the content. */
public final class PayloadProblem extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String column;

    PayloadProblem(String column, String rule) {
        super("column " + column + " " + rule);
        this.column = column;
    }

    /** The column at fault. */
    public String column() {
        return column;
    }
}
