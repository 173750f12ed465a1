package org.fieldpost.form;

import org.fieldpost.form.expr.Expression;
import org.jspecify.annotations.Nullable;

/**
 * What a question's {@code logic.fields} entry says; null where it says nothing.
 *
 * @param relevant when the question is asked
 * @param calculate its value
 * @param constraint what its answer must satisfy; {@code .} is the answer
 * @param message said when the constraint does not hold; may be empty
 * @param trigger the calculation runs only when this changes
 * @param count how many rows a repeat has
 * @param initial the first value (document: {@code default}), set once
 */
public record Logic(
        @Nullable Expression relevant,
        @Nullable Expression calculate,
        @Nullable Expression constraint,
        LocalText message,
        @Nullable Expression requiredIf,
        @Nullable Expression readOnlyIf,
        @Nullable Expression choiceFilter,
        @Nullable Expression initial,
        @Nullable Expression trigger,
        @Nullable Expression count) {
    public static final Logic NONE =
            new Logic(null, null, null, LocalText.EMPTY, null, null, null, null, null, null);
}
