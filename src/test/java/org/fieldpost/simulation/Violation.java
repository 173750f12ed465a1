package org.fieldpost.simulation;

/** An invariant does not hold. */
@SuppressWarnings("AnnotateFormatMethod") // the annotation would be a library more
public final class Violation extends AssertionError {
    private static final long serialVersionUID = 1;
    private final Invariant invariant;

    Violation(Invariant invariant, String what) {
        super("invariant %d (%s): %s".formatted(invariant.number(), invariant.sentence(), what));
        this.invariant = invariant;
    }

    /** Which one. */
    public Invariant invariant() {
        return invariant;
    }

    /** Throws a violation of {@code invariant} unless {@code holds}. */
    static void unless(boolean holds, Invariant invariant, String words, Object... of) {
        if (!holds) {
            throw new Violation(invariant, words.formatted(of));
        }
    }
}
