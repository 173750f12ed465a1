package org.fieldpost.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a person can do something about: what happened and what to do next, in words for them, under a code
 * that support can search for. Bugs are other exceptions.
 */
public abstract class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String code;
    private final String remedy;

    protected Problem(String code, String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.remedy = remedy;
    }

    /** Short and searchable, like {@code FP-3101}; screens look their own words up by it. */
    public final String code() {
        return code;
    }

    /** What the person can do about it, in a sentence. */
    public final String remedy() {
        return remedy;
    }
}
