package org.fieldpost.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Faults by the thousand are expected here; their warnings are not read. */
final class Quiet implements AutoCloseable {
    private final Logger ours = (Logger) LoggerFactory.getLogger("org.fieldpost");
    private final Level before = ours.getLevel();

    Quiet() {
        ours.setLevel(Level.OFF);
    }

    @Override
    public void close() {
        ours.setLevel(before);
    }
}
