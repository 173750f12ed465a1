package org.fieldpost.form;

import java.util.List;

/**
 * Where a choice list of a form comes from: an entry of the document's {@code choices}.
 *
 * @param name the list's name, as {@code x-choices} says it
 * @param resource the CSV file beside the form
 * @param value the column of codes
 * @param label the column of labels; {@code label::fr} holds the French ones
 * @param columns further columns that filters use; empty = all there are
 */
public record ChoiceSource(
        String name, String resource, String value, String label, List<String> columns) {
    public ChoiceSource {
        columns = List.copyOf(columns);
    }
}
