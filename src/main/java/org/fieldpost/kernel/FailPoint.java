package org.fieldpost.kernel;

/**
 * Where a crash would separate one step from the next: every write, fsync, rename and send calls it before it happens,
 * so that a test can cut there. Outside tests it is {@link #NONE}.
 */
@FunctionalInterface
public interface FailPoint {
    /** Cuts nowhere. */
    FailPoint NONE = name -> {};

    /** Called before the step {@code name}, like {@code journal.force}; throws when the test cuts here. */
    void reach(String name);
}
