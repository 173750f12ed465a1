package org.fieldpost.form.expr;

/**
 * A word of an expression.
 *
 * @param text its meaning: without quotes, without {@code ${}}
 * @param at where it starts
 */
record Token(Kind kind, String text, int at) {
    enum Kind {
        NUMBER,
        STRING,
        NAME,
        REF,
        SYMBOL,
        OPERATOR,
        END
    }

    boolean is(String symbol) {
        return (kind == Kind.SYMBOL || kind == Kind.OPERATOR) && text.equals(symbol);
    }
}
