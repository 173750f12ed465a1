package org.fieldpost.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.fieldpost.export.CsvExport;
import org.fieldpost.export.ExportRow;
import org.fieldpost.export.GeoJsonExport;
import org.fieldpost.form.FormDocument;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fieldpost export}: tables and map layers of what this profile holds. */
@Command(name = "export", description = "Write submissions as CSV tables or GeoJSON layers.")
final class ExportCommand implements Callable<Integer> {
    private final Programs programs;
    @Mixin private ProfileOptions profile = new ProfileOptions();
    @Mixin private Output output = new Output();

    @Option(names = "--form", paramLabel = "CODE", description = "Only this form (default: all).")
    private @Nullable String form;

    @Option(
            names = "--format",
            defaultValue = "csv",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Format format = Format.csv;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FOLDER",
            description = "Where the files go.")
    private Path to = Path.of("");

    @Option(names = "--photos", description = "Write the photos too, into FOLDER/photos.")
    private boolean photos;

    private int photosMissing;

    /** What is written. */
    enum Format {
        csv,
        geojson
    }

    ExportCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(photos ? to.resolve("photos") : to);
        var files = new ArrayList<Path>();
        try (var device = programs.open(profile.choice(false))) {
            var codes = form == null ? device.formCodes() : List.of(form);
            for (var code : codes) {
                var document = device.form(code);
                files.addAll(
                        device.submissions(
                                code,
                                rows ->
                                        write(
                                                document,
                                                photos ? rows.peek(r -> copy(device, r)) : rows)));
            }
        }
        var tree = Json.array();
        var text = new StringBuilder();
        files.forEach(f -> tree.add(f.toString()));
        files.forEach(f -> text.append(f).append('\n'));
        output.print(tree, text.toString().stripTrailing());
        if (photosMissing > 0) {
            output.remark(
                    photosMissing + " photos are not on this laptop yet; sync and export again.");
        }
        return photosMissing == 0 ? 0 : 1;
    }

    private void copy(DeviceDoor device, ExportRow row) {
        for (var photo : row.mediaFiles().entrySet()) {
            if (!device.copyPhoto(photo.getKey(), to.resolve("photos").resolve(photo.getValue()))) {
                photosMissing++;
            }
        }
    }

    private List<Path> write(FormDocument document, Stream<ExportRow> rows) {
        try {
            return switch (format) {
                case csv -> new CsvExport(document).write(rows, to);
                case geojson -> {
                    var file =
                            to.resolve(
                                    document.code().replaceAll("[^A-Za-z0-9_-]", "_") + ".geojson");
                    new GeoJsonExport(document).write(rows, file);
                    yield List.of(file);
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
