package org.fieldpost.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.commons.csv.CSVRecord;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleSubmissionsTest {
    private static final String GEOPOINT =
            """
            {"type": "object", "required": ["latitude", "longitude"], "additionalProperties": false, "properties": {
              "latitude": {"type": "number", "minimum": -90, "maximum": 90},
              "longitude": {"type": "number", "minimum": -180, "maximum": 180},
              "altitude": {"type": "number"}, "accuracy": {"type": "number", "minimum": 0}}}
            """;

    static List<FormFolder> forms() {
        return FormFolder.all();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void each_form_has_samples_of_different_days_and_recorders(FormFolder form) {
        var days = new HashSet<String>();
        var recorders = new HashSet<String>();
        for (var sample : form.samples().values()) {
            assertEquals(form.code(), sample.path("form").asText());
            assertEquals(form.document().path("version"), sample.path("version"));
            var at = OffsetDateTime.parse(sample.path("recordedAt").asText());
            days.add(at.toLocalDate().toString());
            recorders.add(sample.path("by").asText());
        }
        int count = form.samples().size();
        assertTrue(count >= 8 && count <= 15, count + " samples");
        assertTrue(days.size() >= 5 && recorders.size() >= 3);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void samples_are_valid_under_a_plain_json_schema_validator(FormFolder form) {
        var registry =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder -> builder.schemas(Map.of("urn:fieldpost:geopoint", GEOPOINT)));
        var schema = registry.getSchema(Json.write(form.schema()), InputFormat.JSON);
        form.samples()
                .forEach(
                        (name, sample) -> {
                            var data = sample.path("data").deepCopy();
                            takeKeysOff(data);
                            var errors = new ArrayList<>(validate(schema, data));
                            errors.removeIf(SampleSubmissionsTest::isOurTime);
                            assertEquals(List.of(), errors, name);
                        });
    }

    private static List<Error> validate(Schema schema, JsonNode data) {
        return schema.validate(
                Json.write(data),
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    /** HH:mm is a time of ours; JSON Schema's own wants seconds and an offset. */
    private static boolean isOurTime(Error error) {
        return "format".equals(error.getKeyword())
                && error.getInstanceLocation().toString().endsWith("end_time");
    }

    private static void takeKeysOff(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("_key");
        }
        node.forEach(SampleSubmissionsTest::takeKeysOff);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void no_answer_is_blank_and_every_row_has_its_own_key(FormFolder form) {
        form.samples().forEach((name, sample) -> checkAnswers(name, sample.path("data")));
    }

    private static void checkAnswers(String name, JsonNode node) {
        assertFalse(node.isNull(), name);
        assertFalse(node.isTextual() && node.asText().isEmpty(), name);
        if (node.isArray() && node.path(0).isObject()) {
            var keys = new HashSet<String>();
            node.forEach(row -> assertTrue(keys.add(row.path("_key").asText()), name));
            assertFalse(keys.contains(""), name);
        }
        node.forEach(child -> checkAnswers(name, child));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void listed_answers_are_in_their_lists_and_fit_each_other(FormFolder form) {
        form.samples()
                .forEach(
                        (name, sample) -> {
                            var data = sample.path("data");
                            var district = row(form, "districts", text(data, "district"));
                            assertEquals(text(data, "region"), district.get("region"), name);
                            if (data.has("village")) {
                                var village = row(form, "villages", text(data, "village"));
                                assertEquals(text(data, "district"), village.get("district"), name);
                            }
                        });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void every_listed_answer_is_in_its_list(FormFolder form) {
        var lists = new HashMap<String, Set<String>>();
        form.document()
                .path("choices")
                .fieldNames()
                .forEachRemaining(name -> lists.put(name, form.list(name).keySet()));
        form.samples()
                .values()
                .forEach(sample -> checkChoices(form.schema(), sample.path("data"), lists));
    }

    private static void checkChoices(
            JsonNode schema, JsonNode answer, Map<String, Set<String>> lists) {
        if (schema.has("x-choices")) {
            var list = schema.path("x-choices").asText();
            assertTrue(
                    lists.getOrDefault(list, Set.of()).contains(answer.asText()), answer::asText);
        }
        if (answer.isArray()) {
            answer.forEach(item -> checkChoices(schema.path("items"), item, lists));
        }
        answer.properties()
                .forEach(
                        entry -> {
                            var property = schema.path("properties").path(entry.getKey());
                            checkChoices(property, entry.getValue(), lists);
                        });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_sample_lies_beside_a_village_of_the_country(FormFolder form) {
        var villages = FormFolder.of("water_point").list("villages").values();
        form.samples()
                .forEach(
                        (name, sample) -> {
                            var data = sample.path("data");
                            var place = data.path(data.has("position") ? "position" : "centre");
                            boolean found =
                                    villages.stream()
                                            .filter(village -> ofTheSample(village, data))
                                            .anyMatch(village -> near(village, place));
                            assertTrue(found, name);
                        });
    }

    private static boolean ofTheSample(CSVRecord village, JsonNode data) {
        return data.has("village")
                ? village.get("code").equals(text(data, "village"))
                : village.get("district").equals(text(data, "district"));
    }

    private static boolean near(CSVRecord village, JsonNode place) {
        return near(village.get("latitude"), place.path("latitude"))
                && near(village.get("longitude"), place.path("longitude"));
    }

    private static boolean near(String degrees, JsonNode other) {
        return Math.abs(Double.parseDouble(degrees) - other.asDouble()) < 0.01;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void every_photo_of_an_answer_is_a_file_and_every_file_belongs_to_one(FormFolder form) {
        var used = new TreeSet<String>();
        form.samples()
                .forEach(
                        (name, sample) -> {
                            var answers = new TreeSet<String>();
                            collectPhotos(sample.path("data"), answers);
                            var photos = new TreeSet<String>();
                            sample.path("photos")
                                    .properties()
                                    .forEach(
                                            photo -> {
                                                photos.add(photo.getKey());
                                                assertTrue(used.add(photo.getValue().asText()));
                                            });
                            assertEquals(photos, answers, name);
                        });
        var files = new TreeSet<String>();
        form.files(".jpg").forEach(file -> files.add(String.valueOf(file.getFileName())));
        assertEquals(files, used);
    }

    private static void collectPhotos(JsonNode node, Set<String> photos) {
        if (node.asText().startsWith("media/")) {
            assertTrue(photos.add(node.asText()), node.asText());
        }
        node.forEach(child -> collectPhotos(child, photos));
    }

    @Test
    void ids_are_uuids_of_version_7_and_unique_and_references_lead_somewhere() {
        var ids = new HashSet<String>();
        var media = new HashSet<String>();
        var waterPoints = new HashSet<String>();
        for (var form : FormFolder.all()) {
            for (var sample : form.samples().values()) {
                assertEquals(7, UUID.fromString(text(sample, "id")).version());
                assertTrue(ids.add(text(sample, "id")));
                sample.path("photos")
                        .fieldNames()
                        .forEachRemaining(
                                key -> {
                                    var id = UUID.fromString(key.substring("media/".length()));
                                    assertEquals(7, id.version());
                                    assertTrue(media.add(key));
                                });
                if (form.code().equals("water_point")) {
                    waterPoints.add(text(sample, "id"));
                }
            }
        }
        int references = 0;
        for (var sample : FormFolder.of("household_survey").samples().values()) {
            var reference = sample.at("/data/water/water_point");
            if (!reference.isMissingNode()) {
                references++;
                assertTrue(waterPoints.contains(reference.asText()));
            }
        }
        assertTrue(references >= 3, references + " references");
    }

    private static String text(JsonNode node, String property) {
        return node.path(property).asText();
    }

    private static CSVRecord row(FormFolder form, String list, String code) {
        return Objects.requireNonNull(form.list(list).get(code), code);
    }
}
