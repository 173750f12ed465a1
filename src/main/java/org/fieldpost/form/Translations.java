package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The {@code translations} of a form document: language -> key -> text. */
final class Translations {
    private final Map<String, Map<String, String>> byLanguage = new LinkedHashMap<>();
    private final String defaultLanguage;

    Translations(JsonNode document) {
        defaultLanguage = document.path("defaultLanguage").asText("en").toLowerCase(Locale.ROOT);
        byLanguage.put(defaultLanguage, new HashMap<>());
        document.path("translations")
                .properties()
                .forEach(
                        language -> {
                            var texts = new HashMap<String, String>();
                            language.getValue()
                                    .properties()
                                    .forEach(
                                            text ->
                                                    texts.put(
                                                            text.getKey(),
                                                            text.getValue().asText()));
                            byLanguage.put(language.getKey().toLowerCase(Locale.ROOT), texts);
                        });
    }

    String defaultLanguage() {
        return defaultLanguage;
    }

    /** The default language first. */
    List<String> languages() {
        return new ArrayList<>(byLanguage.keySet());
    }

    /** {@code text} as the document has it, with its translations under the first key that has one. */
    LocalText text(String text, String... keys) {
        var found = new HashMap<String, String>();
        byLanguage.forEach(
                (language, texts) -> {
                    for (var key : keys) {
                        var translated = texts.get(key);
                        if (translated != null && !translated.isEmpty()) {
                            found.putIfAbsent(language, translated);
                        }
                    }
                });
        return new LocalText(found, found.getOrDefault(defaultLanguage, text));
    }

    /** A text by language ({@code {"en": ..., "fr": ...}}) or one text for all. */
    LocalText named(JsonNode node) {
        if (!node.isObject()) {
            return LocalText.of(node.asText(""));
        }
        var texts = new LinkedHashMap<String, String>();
        node.properties()
                .forEach(
                        e -> texts.put(e.getKey().toLowerCase(Locale.ROOT), e.getValue().asText()));
        var first = texts.isEmpty() ? "" : texts.values().iterator().next();
        return new LocalText(texts, texts.getOrDefault(defaultLanguage, first));
    }
}
