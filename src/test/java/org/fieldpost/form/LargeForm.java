package org.fieldpost.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fieldpost.kernel.Json;

/** A thousand questions, half with logic, and a repeat of 20 questions. */
final class LargeForm {
    private LargeForm() {}

    static ObjectNode document() {
        var document = Json.object();
        document.put("code", "large").put("version", "1").put("name", "Large");
        var properties = document.putObject("schema").put("type", "object").putObject("properties");
        var fields = document.putObject("logic").putObject("fields");
        for (int i = 0; i < 980; i++) {
            properties.putObject("q" + i).put("type", "integer").put("minimum", 0);
            if (i % 2 == 1) {
                var logic = fields.putObject("/properties/q" + i);
                logic.put(
                        "calculate",
                        "${q"
                                + (i - 1)
                                + "} + "
                                + (i > 2 ? "coalesce(${q" + (i - 2) + "}, 0)" : "0"));
            }
        }
        var inner =
                properties
                        .putObject("rows")
                        .put("type", "array")
                        .putObject("items")
                        .put("type", "object")
                        .putObject("properties");
        for (int i = 0; i < 20; i++) {
            inner.putObject("v" + i).put("type", "integer").put("minimum", 0);
            if (i > 0) {
                fields.putObject("/properties/rows/items/properties/v" + i)
                        .put("relevant", "${v0} >= 0");
            }
        }
        properties.putObject("total").put("type", "integer");
        fields.putObject("/properties/total").put("calculate", "sum(${rows}/v0)");
        return document;
    }

    static String data() {
        var row = new StringBuilder("{'v0': 1");
        for (int i = 1; i < 20; i++) {
            row.append(", 'v").append(i).append("': ").append(i);
        }
        row.append('}');
        return "{'q0': 1, 'rows': [" + (row + ",").repeat(299) + row + "]}";
    }
}
