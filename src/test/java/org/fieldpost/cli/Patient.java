package org.fieldpost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.fieldpost.app.FieldHub;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.app.RealPrograms;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.H2Database;
import org.fieldpost.db.H2Settings;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.Draft;
import org.fieldpost.store.Mutation;
import org.fieldpost.submission.FormRef;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.testing.SamplePhotoFile;

/**
 * A closed profile on the disk of somebody who has synced with a real hub and worked on without it: one well with its
 * photo is at the hub, one with its photo waits, one was refused, and a draft is half done.
 */
final class Patient {
    private static final String WELL =
            """
            {"code":"well","version":"1","name":{"en":"Well"},"formSpec":"1.0","defaultLanguage":"en",
             "schema":{"type":"object","required":["name"],"properties":{
               "name":{"type":"string","title":"Name"},
               "near":{"type":"string","title":"Near","x-reference":"well"},
               "photos":{"type":"array","title":"Photos","items":
                 {"type":"string","format":"uri-reference","contentMediaType":"image/jpeg"}}}},
             "logic":{"instanceName":"${name}"}}
            """;

    /** In every answer, and never to be told by a doctor. */
    static final String SECRET = "TellNobodyOfThis";

    final Path folder;

    private Patient(Path folder) {
        this.folder = folder;
    }

    /** Makes the profile, with a hub in a folder beside it. */
    static Patient make(Path around) throws IOException {
        var clock = InstantSource.system();
        var folder = around.resolve("profile");
        try (var hub = FieldHub.start(around.resolve("hub"), clock);
                var laptop = FieldLaptop.open(folder, clock)) {
            hub.code("first", "admin"); // makes the organization
            hub.publish(Json.parseObject(WELL));
            laptop.enrol(hub.address(), hub.code("awa", "field_worker"));
            assertEquals(SyncReport.Outcome.COMPLETED, laptop.sync().outcome());
            submit(laptop, around, 1, Json.object());
            assertEquals(SyncReport.Outcome.COMPLETED, laptop.sync().outcome());
            assertTrue(laptop.light().safe());
        }
        try (var laptop = FieldLaptop.open(folder, clock)) {
            submit(laptop, around, 2, Json.object());
            laptop.submitted("well", Json.object().put("name", SECRET + 3), Map.of());
            draft(laptop, clock);
        }
        var patient = new Patient(folder);
        patient.sql(
                """
                UPDATE outbox_events SET status = 'DEAD_LETTER', error_code = 'FP-2105', error_retryable = FALSE,
                    error_message = 'no' WHERE sequence = (SELECT max(sequence) FROM outbox_events)
                """);
        return patient;
    }

    private static void submit(
            FieldLaptop laptop,
            Path around,
            int number,
            com.fasterxml.jackson.databind.node.ObjectNode more)
            throws IOException {
        var file = around.resolve("photo-" + number + ".jpg");
        var jpeg = SamplePhotoFile.all().getFirst().jpeg();
        Files.write(file, jpeg);
        Files.write(
                file, new byte[] {(byte) number, 2, 3}, java.nio.file.StandardOpenOption.APPEND);
        laptop.submitted(
                "well", more.put("name", SECRET + number), Map.of("/photos", List.of(file)));
    }

    private static void draft(FieldLaptop laptop, InstantSource clock) {
        var form = laptop.rows(EntityType.MOBILE_FORMS).getFirst();
        var draft =
                new Draft(
                        new UUID(7, 1),
                        form.id(),
                        new FormRef(
                                form.payload().path("code").asText(),
                                form.payload().path("version").asText(),
                                new Sha256(form.payload().path("sha256").asText())),
                        Json.object().put("name", SECRET),
                        null,
                        null,
                        Json.object(),
                        SECRET,
                        clock.instant(),
                        clock.instant());
        laptop.profile()
                .writes()
                .commit(new Mutation.SaveDraft(new UUID(7, 2), clock.instant(), draft));
    }

    /** Another one in the same state. */
    Patient copyTo(Path around) throws IOException {
        var copy = around.resolve("copy");
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                Files.copy(file, copy.resolve(folder.relativize(file).toString()));
            }
        }
        return new Patient(copy);
    }

    /** Changes the closed database from outside; how many rows it changed. */
    int sql(String statement, Object... binds) {
        try (var db = database()) {
            return db.write(tx -> tx.handle().execute(statement, binds));
        }
    }

    /** One value out of the closed database. */
    String one(String query) {
        return read(tx -> tx.handle().createQuery(query).mapTo(String.class).one());
    }

    private <T> T read(Function<ReadTx, T> query) {
        try (var db = database()) {
            return db.read(query);
        }
    }

    private H2Database database() {
        return H2Database.open(
                H2Settings.of(folder.resolve("db/device"), null, "org/fieldpost/store/migrations"));
    }

    /** The hash of the photo whose upload stands so. */
    String hash(String upload) {
        return one(
                """
                SELECT m.sha256 FROM submission_media m JOIN media_uploads u ON u.media_id = m.id
                WHERE u.state = '%s'
                """
                        .formatted(upload));
    }

    /** Its file. */
    Path photo(String upload) {
        var hash = hash(upload);
        return folder.resolve("media").resolve(hash.substring(0, 2)).resolve(hash.substring(2));
    }

    /** What a doctor must leave alone: journal and photos byte for byte, and how many rows each table has. */
    Map<String, String> state() throws IOException {
        var state = new TreeMap<String, String>();
        for (var part : List.of("journal", "media")) {
            try (var files = Files.walk(folder.resolve(part))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    state.put(folder.relativize(file).toString(), Sha256.of(file).hex());
                }
            }
        }
        state.putAll(
                read(
                        tx -> {
                            var counts = new TreeMap<String, String>();
                            var tables =
                                    tx.handle()
                                            .createQuery(
                                                    """
                                                    SELECT table_name FROM information_schema.tables
                                                    WHERE table_schema = 'public'
                                                    """)
                                            .mapTo(String.class)
                                            .list();
                            for (var table : tables) {
                                counts.put(
                                        table,
                                        tx.handle()
                                                .createQuery("SELECT count(*) FROM " + table)
                                                .mapTo(String.class)
                                                .one());
                            }
                            return counts;
                        }));
        return state;
    }

    /** What the command said. */
    record Said(int exitCode, String out, String err) {
        JsonNode json() {
            return Json.parse(out);
        }

        /** The finding with this code. */
        JsonNode finding(String code) {
            for (var finding : json().path("findings")) {
                if (finding.path("code").asText().equals(code)) {
                    return finding;
                }
            }
            throw new AssertionError("no " + code + " in " + out + err);
        }

        List<String> codes(String severity) {
            var codes = new ArrayList<String>();
            for (var finding : json().path("findings")) {
                if (finding.path("severity").asText().equals(severity)) {
                    codes.add(finding.path("code").asText());
                }
            }
            return codes;
        }
    }

    /** Runs {@code fieldpost doctor} on this profile. */
    Said doctor(String... more) {
        return doctor(folder, more);
    }

    static Said doctor(Path folder, String... more) {
        var out = new StringWriter();
        var err = new StringWriter();
        var line = Commands.commandLine(new RealPrograms());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        var arguments = new ArrayList<>(List.of("doctor", "--profile", folder.toString()));
        arguments.addAll(List.of(more));
        int code = line.execute(arguments.toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }
}
