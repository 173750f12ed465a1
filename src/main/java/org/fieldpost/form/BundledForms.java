package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.fieldpost.kernel.Json;

/**
 * The forms that come with the program, on the class path: {@code forms/index.json} names their codes and versions;
 * {@code forms/<code>/} holds {@code form.json}, its choice lists as CSV and {@code samples/}.
 */
public final class BundledForms {
    private final ClassLoader resources;

    public BundledForms(ClassLoader resources) {
        this.resources = resources;
    }

    /** Codes, in the index's order. */
    public List<String> codes() {
        return List.copyOf(versions().keySet());
    }

    /** Version by code, in the index's order: told without reading the forms themselves. */
    public SequencedMap<String, String> versions() {
        var versions = new LinkedHashMap<String, String>();
        for (var entry : Json.parse(bytes("forms/index.json"))) {
            versions.put(entry.path("code").asText(), entry.path("version").asText());
        }
        return versions;
    }

    /** The form of this code; IllegalArgumentException if there is none, IllegalStateException if it is broken. */
    public FormDocument form(String code) {
        return switch (FormDocument.parse(bytes("forms/" + code + "/form.json"))) {
            case FormReading.Accepted accepted -> accepted.form();
            case FormReading.Rejected rejected ->
                    throw new IllegalStateException("bundled form " + code + ": " + rejected);
        };
    }

    /** The form's choice lists, read anew each time: keep them. */
    public ChoiceLists lists(String code) {
        var texts = new LinkedHashMap<String, byte[]>();
        var form = form(code);
        for (var source : form.choiceSources().values()) {
            texts.put(source.resource(), bytes("forms/" + code + "/" + source.resource()));
        }
        return CsvChoiceLists.read(form, texts);
    }

    /** Sample submissions by file name without {@code .json}, in name order. */
    public Map<String, ObjectNode> samples(String code) {
        var samples = new TreeMap<String, ObjectNode>();
        for (var name : sampleFiles(code)) {
            if (name.endsWith(".json")) {
                JsonNode sample = Json.parse(sampleFile(code, name));
                if (sample instanceof ObjectNode data) {
                    samples.put(name.substring(0, name.length() - ".json".length()), data);
                }
            }
        }
        return samples;
    }

    /** The bytes of a file in the form's sample folder ("pump.jpg"). */
    public byte[] sampleFile(String code, String name) {
        return bytes("forms/" + code + "/samples/" + name);
    }

    /** Names of all files in the form's sample folder, sorted; empty if it has none. */
    public List<String> sampleFiles(String code) {
        var folder = resources.getResource("forms/" + code + "/samples");
        if (folder == null) {
            return List.of();
        }
        try {
            return within(folder.toURI(), BundledForms::names);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path folder) {
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T within(URI folder, Function<Path, T> use) throws IOException {
        if (!folder.getScheme().equals("jar")) {
            return use.apply(Path.of(folder));
        }
        try (var jar = FileSystems.newFileSystem(folder, Map.of())) {
            var path = folder.toString();
            return use.apply(jar.getPath(path.substring(path.indexOf("!/") + 1)));
        } catch (FileSystemAlreadyExistsException e) {
            return use.apply(Path.of(folder));
        }
    }

    private byte[] bytes(String resource) {
        try (var stream = resources.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no " + resource);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
