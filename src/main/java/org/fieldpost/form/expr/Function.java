package org.fieldpost.form.expr;

/**
 * A function of the language.
 *
 * @param min fewest arguments
 * @param max most arguments
 */
record Function(String name, int min, int max, Body body) {
    static final int ANY = 1_000;

    /** What it does; total. */
    interface Body {
        Value apply(Arguments arguments);
    }

    String arity() {
        if (min == max) {
            return min == 1 ? "1 argument" : min + " arguments";
        }
        return max >= ANY ? "at least " + min + " arguments" : min + " to " + max + " arguments";
    }
}
