package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.Json;

/** Small forms, a fixed world to fill them in, and short ways to say so. */
public final class FormFixtures {
    public static final Instant NOW = Instant.parse("2026-03-31T10:15:30Z");

    private FormFixtures() {}

    /** 2026-03-31 10:15:30 in UTC, English, ids that count. */
    public static FormEnvironment environment() {
        return environment(Locale.ENGLISH);
    }

    public static FormEnvironment environment(Locale locale) {
        return new FormEnvironment(
                InstantSource.fixed(NOW),
                ZoneId.of("UTC"),
                locale,
                countingIds(),
                random(42),
                Map.of("username", "awa"));
    }

    public static Ids countingIds() {
        var count = new AtomicLong();
        return () ->
                new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0000L | count.incrementAndGet());
    }

    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** JSON with single quotes for double ones. */
    public static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    public static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    /** A form with these properties and this {@code logic.fields}; both in single-quoted JSON. */
    public static ObjectNode document(String properties, String fields) {
        var document = Json.object();
        document.put("code", "test").put("version", "1").put("defaultLanguage", "en");
        document.putObject("name").put("en", "Test");
        document.putObject("schema").put("type", "object").set("properties", json(properties));
        document.putObject("logic").set("fields", json(fields));
        return document;
    }

    public static FormDocument form(JsonNode document) {
        return switch (FormDocument.parse(document)) {
            case FormReading.Accepted(var form, var findings) -> form;
            case FormReading.Rejected(var findings) -> throw new AssertionError(findings);
        };
    }

    public static FormDocument form(String properties, String fields) {
        return form(document(properties, fields));
    }

    public static FormSession session(FormDocument form, String data) {
        return FormSession.resume(form, object(data), noLists(), environment());
    }

    public static ChoiceLists noLists() {
        return new MemoryChoiceLists(Map.of());
    }

    public static AnswerPath at(String pointer) {
        return AnswerPath.parse(pointer);
    }

    /** Codes of the problems at a path. */
    public static List<String> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).toList();
    }
}
