package org.fieldpost.contract;

/** What becomes of a field that both sides changed, each in its own way. */
public enum FieldPolicy {
    /** This device's value. */
    LOCAL_WINS,
    /** The hub's value. */
    SERVER_WINS,
    /** The value of the row written later ({@code updated_at}, not later than now); the hub's when equal. */
    LAST_WRITE_WINS,
    /** What either side added stays, what either side removed goes; items matched by key. */
    MERGE_ARRAYS,
    /** The greater value: a field that only grows. */
    MONOTONIC,
    /** Field by field, as deep as the objects go; repeats row by row. */
    DEEP_MERGE,
    /** A person decides. */
    MANUAL
}
