package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Everything its author should know about a form before publishing it. */
@SuppressWarnings("DoNotCallSuggester")
public final class FormLint {
    private FormLint() {}

    /** Findings, errors first; a form with an error is not to be published. */
    public static List<Finding> check(JsonNode document, ChoiceLists lists) {
        throw new UnsupportedOperationException("lands within the hour");
    }
}
