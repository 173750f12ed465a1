package org.fieldpost.simulation;

/** The device's process ends here: nothing catches this but the test that starts it again. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1;
}
