package org.fieldpost.form.expr;

/** An expression that takes more than it may; the form is at fault, and the question shows it. */
public final class EvaluationLimit extends RuntimeException {
    private static final long serialVersionUID = 1;

    EvaluationLimit(String what) {
        super(what, null, false, false);
    }
}
