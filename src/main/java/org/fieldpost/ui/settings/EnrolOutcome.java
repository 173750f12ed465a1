package org.fieldpost.ui.settings;

import org.fieldpost.contract.ErrorBody;
import org.fieldpost.store.Enrolment;

/** What came of asking a hub to take this laptop in. */
public sealed interface EnrolOutcome {
    /** It did; the enrolment is kept already. */
    record Enrolled(Enrolment enrolment) implements EnrolOutcome {}

    /** It did not want to. */
    record Refused(ErrorBody error) implements EnrolOutcome {}

    /**
     * No hub answered at that address.
     *
     * @param reason for support
     */
    record Unreachable(String reason) implements EnrolOutcome {}
}
