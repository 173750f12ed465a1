package org.fieldpost.cli;

/**
 * A command could not do what was asked; the message says what happened, what it means for the data and what to do.
 * Exit code 1.
 */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandFailed(String message) {
        super(message);
    }

    public CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
