package org.fieldpost.capture;

/** What came of starting or resuming a draft. */
public sealed interface StartResult {
    /** Ready to be filled. */
    record Started(DraftSession session) implements StartResult {}

    /**
     * Not now: what is typed could not be kept, or there is nothing to type into.
     *
     * @param code a message's code: {@code capture.refused.disk}, {@code capture.refused.form}, ...
     * @param detail for the log and the support line, in plain words
     */
    record Refused(String code, String detail) implements StartResult {}
}
