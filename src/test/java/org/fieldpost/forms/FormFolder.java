package org.fieldpost.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.fieldpost.kernel.Json;

/** A bundled form as it lies in {@code forms/<code>}, read without the program's own form reader. */
record FormFolder(String code, Path folder, ObjectNode document) {
    static final Path FORMS = Path.of("forms");
    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    static List<FormFolder> all() {
        var all = new ArrayList<FormFolder>();
        for (var form : Json.parse(bytes(FORMS.resolve("index.json")))) {
            all.add(of(form.path("code").asText()));
        }
        return all;
    }

    static FormFolder of(String code) {
        var folder = FORMS.resolve(code);
        return new FormFolder(
                code, folder, (ObjectNode) Json.parse(bytes(folder.resolve("form.json"))));
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode schema() {
        return document.path("schema");
    }

    JsonNode logic() {
        return document.path("logic");
    }

    JsonNode translations(String language) {
        return document.path("translations").path(language);
    }

    /** Questions, groups and repeats by the JSON pointer of their schema. */
    Map<String, JsonNode> questions() {
        var found = new LinkedHashMap<String, JsonNode>();
        collect("", schema(), found::put);
        return found;
    }

    private static void collect(
            String pointer, JsonNode schema, BiConsumer<String, JsonNode> visitor) {
        schema.path("properties")
                .properties()
                .forEach(
                        entry -> {
                            var at = pointer + "/properties/" + entry.getKey();
                            visitor.accept(at, entry.getValue());
                            collect(at, entry.getValue(), visitor);
                            collect(at + "/items", entry.getValue().path("items"), visitor);
                        });
    }

    /** The rows of a choice list by code; a doubled code is an error. */
    Map<String, CSVRecord> list(String name) {
        var file = folder.resolve(document.at("/choices/" + name + "/resource").asText());
        var rows = new LinkedHashMap<String, CSVRecord>();
        try (var parser = CSV.parse(Files.newBufferedReader(file))) {
            for (var row : parser) {
                if (rows.put(row.get("code"), row) != null) {
                    throw new AssertionError(file + ": doubled code " + row.get("code"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** Sample submissions by name. */
    Map<String, ObjectNode> samples() {
        var samples = new TreeMap<String, ObjectNode>();
        for (var file : files(".json")) {
            var name = String.valueOf(file.getFileName()).replace(".json", "");
            samples.put(name, (ObjectNode) Json.parse(bytes(file)));
        }
        return samples;
    }

    /** Files of the sample folder. */
    List<Path> files(String ending) {
        try (var files = Files.list(folder.resolve("samples"))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
