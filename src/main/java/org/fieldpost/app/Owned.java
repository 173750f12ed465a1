package org.fieldpost.app;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a composition root has made, closed in the opposite order. */
final class Owned implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Owned.class.getName());
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Takes over {@code part}. */
    <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    /** Closes everything; a part that fails to close does not keep the others open. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "closing " + part.getClass().getSimpleName() + " failed",
                        e);
            }
        }
    }
}
