package org.fieldpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fieldpost submit}: a submission from a JSON file, or a stream of them, one a line, from standard input. */
@Command(
        name = "submit",
        description = {
            "Submit answers from a JSON file to the local profile; - reads one JSON object a line from standard input.",
            "Either the answers alone (with --form), or {\"form\",\"data\",\"photos\":{\"media/x\":\"file.jpg\"}}."
        })
final class SubmitCommand implements Callable<Integer> {
    private final Programs programs;
    @Mixin private ProfileOptions profile = new ProfileOptions();
    @Mixin private Output output = new Output();

    @Option(
            names = "--form",
            paramLabel = "CODE",
            description = "The form, if the file does not name it.")
    private @Nullable String form;

    @Option(
            names = "--photo",
            paramLabel = "NAME=FILE",
            description = "A photo; the answers refer to it as media/NAME. Repeatable.")
    private Map<String, Path> photos = new LinkedHashMap<>();

    @Parameters(
            index = "0",
            paramLabel = "FILE|-",
            description = "The JSON file, or - for standard input.")
    private String file = "";

    private int refused;

    SubmitCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() throws IOException {
        var report = Json.array();
        try (var device = programs.open(profile.choice(false))) {
            if (file.equals("-")) {
                submitLines(device, report);
            } else {
                var path = Path.of(file);
                if (!Files.isRegularFile(path)) {
                    throw new CommandFailed(file + ": no such file. Nothing was submitted.");
                }
                var folder = path.toAbsolutePath().getParent();
                submit(device, file, Json.parse(Files.readAllBytes(path)), folder, report);
            }
        }
        output.print(report, words(report));
        return refused == 0 ? 0 : 1;
    }

    /** Each line stands alone: a refused one is reported and the next is read. */
    private void submitLines(DeviceDoor device, ArrayNode report) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String name = "line " + number;
            try {
                submit(device, name, Json.parse(line), Path.of(""), report);
            } catch (Json.MalformedJson | CommandFailed e) {
                refused++;
                report.addObject()
                        .put("from", name)
                        .putArray("problems")
                        .add(String.valueOf(e.getMessage()));
            }
        }
    }

    private void submit(
            DeviceDoor device,
            String name,
            JsonNode document,
            @Nullable Path folder,
            ArrayNode report) {
        if (!(document instanceof ObjectNode object)) {
            throw new CommandFailed(
                    name + ": expected a JSON object. Nothing was submitted from it.");
        }
        boolean envelope = object.path("data").isObject() && object.path("form").isTextual();
        String code = envelope ? object.path("form").asText() : form;
        if (code == null) {
            throw new CommandFailed(
                    name
                            + " does not name its form: say --form CODE. Nothing was submitted from it.");
        }
        var data = envelope ? (ObjectNode) object.path("data") : object;
        var entry = report.addObject().put("from", name).put("form", code);
        switch (device.submit(code, data, photosOf(object, envelope, folder))) {
            case DeviceDoor.Submitted.Saved saved -> {
                entry.put("id", saved.id());
                entry.put("hiddenAnswers", saved.hiddenAnswers());
            }
            case DeviceDoor.Submitted.Refused refusal -> {
                refused++;
                var problems = entry.putArray("problems");
                refusal.problems().forEach(problems::add);
            }
        }
    }

    /** Photos named by the document lie beside it and are plain names; those of --photo may lie anywhere. */
    private Map<String, Path> photosOf(
            ObjectNode document, boolean envelope, @Nullable Path folder) {
        var all = new LinkedHashMap<String, Path>();
        photos.forEach((name, path) -> all.put("media/" + name, path));
        if (envelope && folder != null) {
            for (var photo : document.path("photos").properties()) {
                String plain = photo.getValue().asText();
                if (!plain.matches("[^/\\\\\\u0000:]+") || plain.startsWith("..")) {
                    throw new CommandFailed(
                            "photo "
                                    + plain
                                    + ": only plain file names beside the document are read.");
                }
                all.put(photo.getKey(), folder.resolve(plain));
            }
        }
        return all;
    }

    private static String words(ArrayNode report) {
        var text = new StringBuilder();
        for (var entry : report) {
            text.append(entry.path("from").asText());
            if (entry.has("id")) {
                text.append(": saved as ").append(entry.path("id").asText());
                int hidden = entry.path("hiddenAnswers").asInt();
                text.append(hidden == 0 ? "" : " (" + hidden + " hidden answers left out)");
            } else {
                text.append(": not saved");
                entry.path("problems").forEach(p -> text.append("\n  ").append(p.asText()));
            }
            text.append('\n');
        }
        return text.toString().stripTrailing();
    }
}
