package org.fieldpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;

/** Trees as lines for people: one object a line, its properties parted by two spaces. */
final class Lines {
    private Lines() {}

    /** A line for each object of {@code array}, with these properties. */
    static String of(JsonNode array, String... properties) {
        var lines = new StringJoiner(System.lineSeparator());
        lines.setEmptyValue("none");
        for (var item : array) {
            var line = new StringJoiner("  ");
            for (var property : properties) {
                JsonNode value = item.path(property);
                line.add(
                        value.isMissingNode()
                                ? "-"
                                : value.isValueNode() ? value.asText() : value.toString());
            }
            lines.add(line.toString());
        }
        return lines.toString();
    }
}
