package org.fieldpost.kernel;

import java.util.UUID;

/** Where new ids come from; handed in, so that a simulation can replay them. */
@FunctionalInterface
public interface Ids {
    /** A new id, never given out before: time-ordered (UUIDv7), so that rows made together lie together. */
    UUID next();
}
