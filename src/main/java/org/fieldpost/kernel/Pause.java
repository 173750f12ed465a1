package org.fieldpost.kernel;

import java.time.Duration;

/** Waiting, handed in, so that tests and the simulation wait without time passing. */
@FunctionalInterface
public interface Pause {
    /** Returns after {@code duration}, or earlier when somebody wakes the waiter. */
    void pause(Duration duration);
}
