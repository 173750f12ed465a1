package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldpost.form.expr.Expression;
import org.jspecify.annotations.Nullable;

/** Reads the {@code logic} of a form document. */
final class LogicReader {
    private static final String FIELDS = "/logic/fields/";
    private static final Set<String> KEYS =
            Set.of(
                    "relevant",
                    "calculate",
                    "constraint",
                    "message",
                    "requiredIf",
                    "readOnlyIf",
                    "choiceFilter",
                    "default",
                    "trigger",
                    "count");
    private final JsonNode logic;
    private final Translations translations;
    private final List<Finding> findings;
    private final Map<String, Logic> read = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    LogicReader(JsonNode document, Translations translations, List<Finding> findings) {
        this.logic = document.path("logic");
        this.translations = translations;
        this.findings = findings;
    }

    /** The logic of the question at the first of these pointers that has any. */
    Logic at(String... pointers) {
        for (var pointer : pointers) {
            var entry = logic.path("fields").path(pointer);
            if (entry.isObject()) {
                used.add(pointer);
                return read.computeIfAbsent(pointer, p -> field(p, entry));
            }
        }
        return Logic.NONE;
    }

    /** Entries no question asked for. */
    void reportUnused() {
        for (var entry : logic.path("fields").properties()) {
            if (!used.contains(entry.getKey())) {
                var where = FIELDS + SubSchemas.escaped(entry.getKey());
                findings.add(Finding.of(FindingCode.UNKNOWN_LOGIC_TARGET, where, entry.getKey()));
            }
        }
    }

    List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        int index = 0;
        for (var rule : logic.path("rules")) {
            var where = "/logic/rules/" + index++;
            var holds = expression(rule, "assert", where);
            if (holds != null) {
                var severity =
                        rule.path("severity").asText("error").equals("warning")
                                ? Severity.WARNING
                                : Severity.ERROR;
                var message = rule.path("message").asText("");
                rules.add(new Rule(where, holds, translations.text(message, message), severity));
            }
        }
        return rules;
    }

    @Nullable Expression instanceName(JsonNode document) {
        return document.has("instanceName")
                ? expression(document, "instanceName", "")
                : expression(logic, "instanceName", "/logic");
    }

    private Logic field(String pointer, JsonNode entry) {
        var where = FIELDS + SubSchemas.escaped(pointer);
        for (var key : entry.properties()) {
            if (!KEYS.contains(key.getKey()) && !key.getKey().startsWith("x-")) {
                findings.add(Finding.of(FindingCode.UNKNOWN_LOGIC_KEY, where, key.getKey()));
            }
        }
        var message = entry.path("message").asText("");
        return new Logic(
                expression(entry, "relevant", where),
                expression(entry, "calculate", where),
                expression(entry, "constraint", where),
                translations.text(message, message),
                expression(entry, "requiredIf", where),
                expression(entry, "readOnlyIf", where),
                expression(entry, "choiceFilter", where),
                expression(entry, "default", where),
                expression(entry, "trigger", where),
                expression(entry, "count", where));
    }

    private @Nullable Expression expression(JsonNode holder, String key, String where) {
        var node = holder.path(key);
        var source = node.isBoolean() ? node.asText() + "()" : node.asText("");
        if (source.isBlank()) {
            return null;
        }
        return switch (Expression.parse(source)) {
            case Expression.Good(var expression) -> expression;
            case Expression.Bad(int at, var why) -> {
                var code =
                        why.startsWith("there is no function")
                                ? FindingCode.UNKNOWN_FUNCTION
                                : FindingCode.BAD_EXPRESSION;
                findings.add(Finding.of(code, where + "/" + key, source, at + 1, why));
                yield null;
            }
        };
    }
}
