package org.fieldpost.form;

import java.util.List;

/** What came of reading a form document. */
public sealed interface FormReading {
    /**
     * It can be filled.
     *
     * @param findings what its author should know all the same; an expression with an error is never evaluated
     */
    record Accepted(FormDocument form, List<Finding> findings) implements FormReading {
        public Accepted {
            findings = List.copyOf(findings);
        }
    }

    /** It cannot be used; at least one finding says why. */
    record Rejected(List<Finding> findings) implements FormReading {
        public Rejected {
            findings = List.copyOf(findings);
        }
    }
}
