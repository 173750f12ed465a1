package org.fieldpost.simulation;

import java.util.Set;
import org.fieldpost.db.MemoryDatabase.Moment;

/** Ends a process at the n-th place where it could end: around every commit and every call. */
final class Fuse {
    private static final Set<String> PLUMBING =
            Set.of("org.fieldpost.db.", "org.jdbi.", "org.fieldpost.simulation.", "java.", "jdk.");
    private int left;
    private String where = "";

    /** Ends the process at the {@code n}-th place from now. */
    void light(int n) {
        left = n;
    }

    void putOut() {
        left = 0;
    }

    /** Where it ended the process last, in words. */
    String where() {
        return where;
    }

    /** A commit is about to happen or has happened. */
    void reach(Moment moment) {
        reach(moment == Moment.BEFORE_COMMIT ? "before the commit of " : "after the commit of ");
    }

    /** A place, in words. */
    void reach(String place) {
        if (left > 0 && --left == 0) {
            where = place + caller();
            throw new Killed();
        }
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(
                        frames ->
                                frames.filter(f -> !isPlumbing(f.getClassName()))
                                        .findFirst()
                                        .map(Fuse::name)
                                        .orElse("nobody"));
    }

    private static boolean isPlumbing(String className) {
        return PLUMBING.stream().anyMatch(className::startsWith);
    }

    private static String name(StackWalker.StackFrame frame) {
        var full = frame.getClassName();
        return full.substring(full.lastIndexOf('.') + 1).replace('$', '.')
                + "."
                + frame.getMethodName();
    }
}
