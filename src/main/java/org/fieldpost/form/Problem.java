package org.fieldpost.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an answer. {@link ProblemMessages} says it in words.
 *
 * @param path the answer to go to
 * @param code what kind: a JSON Schema keyword ("minimum"), or "required", "constraint", "choice.filtered",
 *     "rule", "rows", "expression", "schema"
 * @param label the question's label, for the message
 * @param args what the message needs beside the label ("120")
 * @param ownMessage what the form itself says instead of our catalogue; null if nothing
 */
public record Problem(
        AnswerPath path,
        String code,
        Severity severity,
        LocalText label,
        List<String> args,
        @Nullable LocalText ownMessage) {
    public Problem {
        args = List.copyOf(args);
    }

    /** Whether an answer is missing, rather than wrong. */
    public boolean isMissing() {
        return code.equals("required");
    }
}
