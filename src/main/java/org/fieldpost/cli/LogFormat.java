package org.fieldpost.cli;

/** How log lines are written. */
public enum LogFormat {
    /** For people: time, level, source, {@code name=value} pairs. */
    PLAIN,
    /** For programs: one JSON object a line. */
    JSON
}
