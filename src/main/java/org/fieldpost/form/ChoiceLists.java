package org.fieldpost.form;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The choice lists of one form, by the names its {@code choices} block gives them. A list may have 100,000
 * rows: nothing here hands out a whole list without a limit. A name nobody knows is an empty list.
 */
public interface ChoiceLists {
    /** Whether there is a list of this name. */
    boolean has(String list);

    /** The columns rows of {@code list} have beside code and label. */
    Set<String> columns(String list);

    /**
     * Choices that match, best first: label or code begins with the text, then a word of the label does, then
     * the label has it anywhere; within each in the list's own order. Case and accents do not matter.
     */
    List<Choice> search(String list, ChoiceQuery query);

    /** The choice whose code is {@code code}. */
    Optional<Choice> find(String list, String code);

    /** The choices whose {@code column} is exactly {@code value}, in the list's order; at most {@code limit}. */
    List<Choice> where(String list, String column, String value, int limit);

    /** Whether {@code code} is in the list. */
    default boolean contains(String list, String code) {
        return find(list, code).isPresent();
    }

    /** The label of {@code code}. */
    default Optional<String> label(String list, String code, Locale locale) {
        return find(list, code).map(choice -> choice.label().in(locale));
    }
}
