package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** The small parts of questions: limits, single choices, names as words. */
final class Scalars {
    private Scalars() {}

    static NumberQuestion number(JsonNode s, QuestionTraits traits, boolean integer) {
        return new NumberQuestion(
                traits,
                integer,
                tighter(s, "minimum", "exclusiveMinimum", 1),
                tighter(s, "maximum", "exclusiveMaximum", -1),
                s.path("x-ogc-unit").asText(""));
    }

    static TextQuestion text(JsonNode s, QuestionTraits traits) {
        return new TextQuestion(
                traits,
                "true".equals(traits.options().get("multi")),
                whole(s, "minLength"),
                whole(s, "maxLength"),
                s.path("pattern").isTextual() ? s.path("pattern").asText() : null,
                s.path("format").isTextual() ? s.path("format").asText() : null);
    }

    static Choice choice(
            JsonNode alternative,
            String step,
            Translations translations,
            String usedAt,
            String definedAt) {
        var columns = new HashMap<String, String>();
        alternative
                .properties()
                .forEach(
                        e -> {
                            if (e.getValue().isValueNode() && !e.getKey().equals("title")) {
                                columns.put(e.getKey(), e.getValue().asText());
                            }
                        });
        var value = alternative.path("const");
        var label =
                translations.text(
                        alternative.path("title").asText(value.asText()),
                        usedAt + "/" + step + "/title",
                        definedAt + "/" + step + "/title");
        return new Choice(value, label, columns);
    }

    static @Nullable Integer whole(JsonNode s, String keyword) {
        var node = s.path(keyword);
        return node.isNumber() && node.canConvertToInt() ? (Integer) node.intValue() : null;
    }

    /** "number_of_users" -> "Number of users". */
    static String words(String name) {
        var words =
                name.replaceAll("([a-z])([A-Z])", "$1 $2")
                        .replace('_', ' ')
                        .replace('-', ' ')
                        .strip();
        return words.isEmpty() ? name : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static @Nullable BigDecimal tighter(
            JsonNode s, String closed, String open, int direction) {
        var a = s.path(closed).isNumber() ? s.path(closed).decimalValue() : null;
        var b = s.path(open).isNumber() ? s.path(open).decimalValue() : null;
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) * direction > 0 ? a : b;
    }
}
