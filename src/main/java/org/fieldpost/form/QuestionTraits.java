package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What all questions have.
 *
 * @param pointer where it is used: JSON pointer into the schema ({@code
 *     /properties/members/items/properties/age}); for notes into the document ({@code /ui/elements/0})
 * @param definedAt where a {@code $ref} led to; else the pointer
 * @param name the property's name; "" for notes and the root
 * @param label the question; never empty unless the name is
 * @param hint muted text under it; may be empty
 * @param required whether the schema requires it (see also {@link Logic#requiredIf})
 * @param options the {@code options} of its control in {@code ui}, as text ("multi" = "true")
 * @param schema its resolved schema; not to be changed
 */
public record QuestionTraits(
        String pointer,
        String definedAt,
        String name,
        LocalText label,
        LocalText hint,
        boolean required,
        boolean readOnly,
        Logic logic,
        Map<String, String> options,
        JsonNode schema) {
    public QuestionTraits {
        options = Map.copyOf(options);
    }
}
