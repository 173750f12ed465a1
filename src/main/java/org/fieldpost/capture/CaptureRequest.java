package org.fieldpost.capture;

import java.util.UUID;
import org.fieldpost.submission.SubmissionId;
import org.jspecify.annotations.Nullable;

/** What a person wants to fill: what screens hand to the capture screen. */
public sealed interface CaptureRequest {
    /** A new submission of the newest version of a form. */
    record Start(String formCode, @Nullable SubmissionId parent) implements CaptureRequest {}

    /** A draft kept from before. */
    record Resume(UUID draft) implements CaptureRequest {}

    /** A finished submission, changed. */
    record Edit(SubmissionId submission) implements CaptureRequest {}
}
