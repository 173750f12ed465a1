package org.fieldpost.capture;

import java.util.List;
import org.fieldpost.form.Problem;
import org.fieldpost.submission.SubmissionId;

/** What came of finishing a draft. */
public sealed interface FinaliseResult {
    /**
     * It is a submission now, waiting for the hub.
     *
     * @param hiddenAnswersLeftOut answers of questions no longer asked
     */
    record Finalised(SubmissionId submission, int hiddenAnswersLeftOut) implements FinaliseResult {}

    /** Still a draft: these answers must be mended first, in the order of the form. */
    record Invalid(List<Problem> problems) implements FinaliseResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** Still a draft: it could not be kept; a message's code and plain words. */
    record Refused(String code, String detail) implements FinaliseResult {}
}
