package org.fieldpost.capture;

import org.fieldpost.submission.SubmissionMedia;

/** What came of attaching a photo. */
public sealed interface AttachResult {
    /** Its bytes are safe on the disk and the answer refers to it. */
    record Attached(SubmissionMedia media) implements AttachResult {}

    /** It was not taken; a message's code and plain words. */
    record Refused(String code, String detail) implements AttachResult {}
}
