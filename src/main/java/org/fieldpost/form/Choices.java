package org.fieldpost.form;

import java.util.List;

/** Where the choices of a question come from. */
public sealed interface Choices {
    /** Written in the schema, in order. */
    record Inline(List<Choice> all) implements Choices {
        public Inline {
            all = List.copyOf(all);
        }
    }

    /** A choice list of the form, by name; may be long: search it, never show it whole. */
    record Listed(String list) implements Choices {}
}
