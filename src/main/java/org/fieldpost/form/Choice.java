package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One thing that can be chosen.
 *
 * @param value what is stored as the answer
 * @param label what is shown
 * @param columns further facts for filters and look-ups ("region"), as text
 */
public record Choice(JsonNode value, LocalText label, Map<String, String> columns) {
    public Choice {
        columns = Map.copyOf(columns);
    }

    /** The value as text, as expressions and look-ups see it. */
    public String code() {
        return value.asText();
    }
}
