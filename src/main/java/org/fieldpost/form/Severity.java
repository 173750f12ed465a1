package org.fieldpost.form;

/** How much a finding or a problem weighs: an error stops, a warning may be overridden with a reason. */
public enum Severity {
    ERROR,
    WARNING
}
