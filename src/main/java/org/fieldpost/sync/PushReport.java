package org.fieldpost.sync;

/**
 * What a push came to, in commands.
 *
 * @param accepted the hub has them (also those it had before)
 * @param rebased merged with the hub's version and to be sent again
 * @param conflicts parked for a person
 * @param dead refused for good
 * @param failed tried again later
 * @param waiting held back until their parent is accepted
 */
public record PushReport(
        int accepted, int rebased, int conflicts, int dead, int failed, int waiting) {
    public static final PushReport NONE = new PushReport(0, 0, 0, 0, 0, 0);

    public PushReport plus(PushReport other) {
        return new PushReport(
                accepted + other.accepted,
                rebased + other.rebased,
                conflicts + other.conflicts,
                dead + other.dead,
                failed + other.failed,
                Math.max(waiting, other.waiting));
    }
}
