package org.fieldpost.form;

import java.util.List;

/**
 * Questions that belong together; the answer is an object.
 */
public record GroupQuestion(QuestionTraits traits, List<Question> inner) implements Question {
    public GroupQuestion {
        inner = List.copyOf(inner);
    }
}
