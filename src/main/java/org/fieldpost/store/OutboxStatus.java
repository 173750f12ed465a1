package org.fieldpost.store;

/** Where a command stands; every command is in exactly one of these. */
public enum OutboxStatus {
    /** Waits to be sent. */
    PENDING,
    /** Sent, answer awaited under a lease. */
    IN_FLIGHT,
    /** Acknowledged by the hub, or superseded or cancelled before it was ever sent. */
    COMPLETED,
    /** The last try failed; tried again at {@code next_attempt_at}. */
    FAILED,
    /** Refused or tried too often: needs a person. Its payload is kept. */
    DEAD_LETTER,
    /** Waits for a decision about a conflict. */
    CONFLICT;

    /** Neither done nor dead. */
    public boolean isOpen() {
        return this != COMPLETED && this != DEAD_LETTER;
    }
}
