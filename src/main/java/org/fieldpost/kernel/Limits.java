package org.fieldpost.kernel;

/** Bounds on what comes from outside, each with its unit last and its reason. */
public final class Limits {
    /** Deeper documents are an attack, not a form: real ones stay under 12. */
    public static final int JSON_DEPTH_MAX = 64;

    /** A number of more digits is nobody's measurement and costs quadratic time to parse. */
    public static final int JSON_NUMBER_CHARS_MAX = 1_000;

    private Limits() {}
}
