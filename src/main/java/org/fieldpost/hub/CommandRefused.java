package org.fieldpost.hub;

import org.fieldpost.contract.ErrorBody;

/** A command that cannot be carried out; the rest of its batch goes on. */
final class CommandRefused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient ErrorBody body;

    private CommandRefused(String code, String message, boolean retryable) {
        super(code + ": " + message);
        this.body = new ErrorBody(code, message, retryable);
    }

    ErrorBody body() {
        return body;
    }

    static CommandRefused unreadable(String why) {
        return new CommandRefused("FP-2601", "The command cannot be read: " + why + ".", false);
    }

    static CommandRefused payload(String why) {
        return new CommandRefused("FP-2603", "The payload does not fit: " + why + ".", false);
    }

    static CommandRefused unknownEntity() {
        return new CommandRefused("FP-2604", "The hub has no such row for this person.", false);
    }

    static CommandRefused unknownReference(String column) {
        return new CommandRefused(
                "FP-2605",
                "What %s refers to has not reached the hub yet.".formatted(column),
                true);
    }

    static CommandRefused deletedReference(String column) {
        return new CommandRefused(
                "FP-2606", "What %s refers to was deleted at the hub.".formatted(column), false);
    }

    static CommandRefused notAllowed(String what) {
        return new CommandRefused("FP-2607", what, false);
    }

    static CommandRefused wrongHash(String column) {
        return new CommandRefused(
                "FP-2608",
                "%s does not match its hash: damaged on the way.".formatted(column),
                false);
    }

    static CommandRefused immutable(String what) {
        return new CommandRefused("FP-2609", what, false);
    }

    static CommandRefused wrongForm(String what) {
        return new CommandRefused("FP-2610", what, false);
    }

    static CommandRefused unsupported(String what) {
        return new CommandRefused("FP-2611", what, false);
    }

    static CommandRefused keyReused() {
        return new CommandRefused(
                "FP-2622", "This command id was used for another change before.", false);
    }

    static CommandRefused internal() {
        return new CommandRefused(
                "FP-2650", "The hub failed on this command; the failure is in its log.", true);
    }
}
