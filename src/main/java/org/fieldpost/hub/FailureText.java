package org.fieldpost.hub;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.fieldpost.hub.store.OrgWrites;

/**
 * A failure for the log: where it happened and of what kind. Messages are left out, because those of databases and
 * parsers quote the answers they stumbled over.
 */
final class FailureText {
    private static final int FRAMES_MAX = 12;
    private static final String OURS = "org.fieldpost.";

    private FailureText() {}

    static String of(Throwable failure) {
        var text = new StringBuilder();
        var state = OrgWrites.sqlState(failure);
        if (state != null) {
            text.append("SQL state ").append(state).append(": ");
        }
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause.getClass().getName())
                    .append(" at ")
                    .append(frames(cause))
                    .append("; ");
        }
        return text.toString();
    }

    private static String frames(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .limit(FRAMES_MAX)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
    }
}
