package org.fieldpost.form;

import java.util.List;
import java.util.Locale;

/** Something a form asks, says or groups. Switch over it without a default. */
public sealed interface Question
        permits TextQuestion,
                NumberQuestion,
                YesNoQuestion,
                ChoiceQuestion,
                MultiChoiceQuestion,
                DateQuestion,
                TimeQuestion,
                DateTimeQuestion,
                GeopointQuestion,
                PhotoQuestion,
                GroupQuestion,
                RepeatQuestion,
                NoteQuestion,
                ReferenceQuestion,
                JsonQuestion {
    QuestionTraits traits();

    /** Questions inside: of a group, or of each row of a repeat. */
    default List<Question> inner() {
        return List.of();
    }

    default String name() {
        return traits().name();
    }

    default String pointer() {
        return traits().pointer();
    }

    default String label(Locale locale) {
        return traits().label().in(locale);
    }

    default String hint(Locale locale) {
        return traits().hint().in(locale);
    }

    default Logic logic() {
        return traits().logic();
    }

    /** Whether its value is computed and never typed. */
    default boolean isCalculated() {
        return traits().logic().calculate() != null && traits().logic().trigger() == null;
    }
}
