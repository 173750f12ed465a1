package org.fieldpost.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormReading;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.ReviewStatus;
import org.fieldpost.submission.Submission;
import org.fieldpost.submission.SubmissionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    private static final String PHOTO = "media/018f0000-0000-7000-8000-000000000001";

    @TempDir Path folder;

    private final FormDocument form =
            read(
                    """
            {"code":"visit","version":"1","name":{"en":"Visit"},"formSpec":"1.0","defaultLanguage":"en",
             "schema":{"type":"object","properties":{
               "who":{"type":"string","title":"Who"},
               "site":{"type":"object","title":"Site","properties":{
                  "where":{"$ref":"urn:fieldpost:geopoint"},
                  "depth":{"type":"number","title":"Depth"}}},
               "photo":{"type":"string","format":"uri-reference","contentMediaType":"image/jpeg"},
               "people":{"type":"array","title":"People","items":{"type":"object","properties":{
                  "name":{"type":"string","title":"Name"},
                  "pets":{"type":"array","title":"Pets","items":{"type":"object","properties":{
                     "kind":{"type":"string","title":"Kind"}}}}}}}}}}
            """);

    private static FormDocument read(String json) {
        return switch (FormDocument.parse(Json.parse(json))) {
            case FormReading.Accepted accepted -> accepted.form();
            case FormReading.Rejected rejected -> throw new AssertionError(rejected.toString());
        };
    }

    private ExportRow row(String json) {
        var at = Instant.parse("2026-03-01T10:00:00Z");
        var submission =
                new Submission(
                        new SubmissionId(new UUID(7, json.hashCode())),
                        new FormRef(form.code(), form.version(), form.sha256()),
                        (ObjectNode) Json.parse(json),
                        new DeviceId(new UUID(1, 1)),
                        null,
                        ReviewStatus.PENDING,
                        Json.object(),
                        at,
                        null,
                        at);
        return new ExportRow(submission, "at_hub", "Awa Diallo", Map.of(PHOTO, "visit-1.jpg"));
    }

    private static List<CSVRecord> table(Path file) throws IOException {
        try (var parser =
                CSVParser.parse(
                        file,
                        StandardCharsets.UTF_8,
                        CSVFormat.RFC4180.builder().setHeader().get())) {
            return parser.getRecords();
        }
    }

    @Test
    void groups_become_columns_and_repeats_become_tables_joined_by_key() throws IOException {
        var files =
                new CsvExport(form)
                        .write(
                                Stream.of(
                                        row(
                                                """
                        {"who":"Awa","site":{"where":{"latitude":14.5,"longitude":-17.25},"depth":12.50},
                         "photo":"%s","people":[{"_key":"a","name":"Ibra","pets":[{"_key":"p","kind":"cat"}]},
                         {"_key":"b","name":"Fatou"}]}
                        """
                                                        .formatted(PHOTO))),
                                folder);
        assertEquals(
                List.of("visit.csv", "visit-people.csv", "visit-people-pets.csv"),
                files.stream().map(f -> f.getFileName().toString()).toList());
        var visit = table(files.get(0)).getFirst();
        assertEquals("Awa", visit.get("who"));
        assertEquals("14.5", visit.get("site/where/latitude"));
        assertEquals("-17.25", visit.get("site/where/longitude"));
        assertEquals("12.50", visit.get("site/depth"));
        assertEquals("visit-1.jpg", visit.get("photo"));
        assertEquals("at_hub", visit.get("delivery"));
        var people = table(files.get(1));
        assertEquals(List.of("Ibra", "Fatou"), people.stream().map(r -> r.get("name")).toList());
        assertEquals(visit.get("id"), people.getFirst().get("parent_key"));
        var pets = table(files.get(2));
        assertEquals("cat", pets.getFirst().get("kind"));
        assertEquals(people.getFirst().get("key"), pets.getFirst().get("parent_key"));
    }

    @Test
    void text_that_starts_like_a_formula_is_disarmed_and_a_negative_number_is_not()
            throws IOException {
        for (var evil : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\\tx")) {
            var files =
                    new CsvExport(form)
                            .write(
                                    Stream.of(
                                            row(
                                                    "{\"who\":\""
                                                            + evil
                                                            + "\",\"site\":{\"depth\":-3.2}}")),
                                    folder);
            var visit = table(files.getFirst()).getFirst();
            assertTrue(visit.get("who").startsWith("'"), visit.get("who"));
            assertEquals("-3.2", visit.get("site/depth"));
        }
    }

    @Test
    void commas_quotes_and_line_breaks_survive() throws IOException {
        String text = "a \"b\", c\nd";
        var data = Json.object().put("who", text);
        var files = new CsvExport(form).write(Stream.of(row(Json.write(data))), folder);
        assertEquals(text, table(files.getFirst()).getFirst().get("who"));
    }

    @Test
    void a_submission_without_a_place_stays_on_the_layer_without_geometry() throws IOException {
        var file = folder.resolve("visit.geojson");
        new GeoJsonExport(form)
                .write(
                        Stream.of(
                                row(
                                        "{\"who\":\"Awa\",\"site\":{\"where\":{\"latitude\":14.5,\"longitude\":-17.25,"
                                                + "\"altitude\":31}},\"people\":[{\"_key\":\"a\",\"name\":\"Ibra\"}]}"),
                                row("{\"who\":\"Ibra\"}")),
                        file);
        var layer = Json.parse(Files.readAllBytes(file));
        assertEquals("FeatureCollection", layer.path("type").asText());
        assertEquals("[-17.25,14.5,31]", layer.at("/features/0/geometry/coordinates").toString());
        assertEquals("[{\"name\":\"Ibra\"}]", layer.at("/features/0/properties/people").toString());
        assertTrue(layer.at("/features/1/geometry").isNull());
        assertEquals("pending", layer.at("/features/1/properties/_status").asText());
    }

    @Test
    void an_empty_export_is_still_a_readable_file() throws IOException {
        var file = folder.resolve("none.geojson");
        new GeoJsonExport(form).write(Stream.of(), file);
        assertEquals(0, Json.parse(Files.readAllBytes(file)).path("features").size());
        assertEquals(0, table(new CsvExport(form).write(Stream.of(), folder).getFirst()).size());
    }
}
