package org.fieldpost.endtoend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.fieldpost.app.RealPrograms;
import org.fieldpost.cli.Commands;
import org.fieldpost.cli.HubSettings;
import org.fieldpost.cli.LogFormat;
import org.fieldpost.testing.KillTarget;

/** A hub and a laptop in one process, for the archive of {@link ProgramFiles}: loads what commands load. */
public final class TrainingRun {
    private static final String SAMPLE = "forms/water_point/samples/wp-0193.json";
    private static final String FORMS_FILLED = "3";

    private TrainingRun() {}

    /** {@code TrainingRun FOLDER}. */
    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[0]);
        var db = folder.resolve("hub");
        var settings =
                new HubSettings(
                        db.toString(),
                        db.resolve("media").toString(),
                        "127.0.0.1",
                        0,
                        LogFormat.PLAIN);
        var programs = new RealPrograms();
        var address = new CompletableFuture<URI>();
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                programs.hub(settings, address::complete);
                            } catch (RuntimeException e) {
                                address.completeExceptionally(e);
                            }
                        });
        var hub = address.join().toString();
        String code;
        try (var office = programs.office(settings)) {
            code = office.code("Fieldpost", "Awa", List.of("field_worker")).path("code").asText();
        }
        var laptop = folder.resolve("laptop").toString();
        run(programs, "enroll", "--plain", "--profile", laptop, "--hub", hub, "--code", code);
        run(programs, "sync", "--profile", laptop, "--json");
        run(programs, "submit", "--profile", laptop, "--json", SAMPLE);
        run(programs, "sync", "--profile", laptop, "--json");
        run(programs, "status", "--profile", laptop, "--json");
        var to = folder.resolve("export").toString();
        run(
                programs,
                "export",
                "--profile",
                laptop,
                "--form",
                "water_point",
                "--format",
                "geojson",
                "--photos",
                "--to",
                to,
                "--json");
        var photo = KillTarget.photo(folder).toString();
        KillTarget.main(
                new String[] {folder.resolve("filled").toString(), photo, "0", FORMS_FILLED});
        System.exit(0);
    }

    private static void run(RealPrograms programs, String... args) {
        int code = Commands.run(programs, args);
        if (code != 0) {
            System.exit(code);
        }
    }
}
