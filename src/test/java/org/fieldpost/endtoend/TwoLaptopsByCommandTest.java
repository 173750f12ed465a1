package org.fieldpost.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fieldpost.hub.store.HubSchema;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.testing.MemoryDisk;
import org.fieldpost.testing.Ports;
import org.fieldpost.testing.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job by command line only: two profiles and a hub of one or two processes. */
class TwoLaptopsByCommandTest {
    @TempDir(factory = MemoryDisk.class)
    Path folder;

    private Path path(String name) {
        return folder.resolve(name);
    }

    /** The laptops' commands run here; that each is a process of its own is the other test's. */
    @Test
    void two_hub_processes_on_one_postgres_behind_a_balancer_serve_both_laptops() throws Exception {
        var program = new ProgramHere(folder);
        var url = Postgres.fresh(HubSchema.MIGRATIONS).url();
        var office = new Site.TwoHubs(program, url, path("media"));
        var sample = sampleWithPhotos();
        try (var hub = office.open(0)) {
            enrol(office, hub, "field", "Awa Diallo", "field_worker");
            enrol(office, hub, "office", "Moussa Ba", "supervisor");
            var submitted =
                    program.json("submit", "--profile", text("field"), "--json", sample.toString())
                            .path(0);
            for (var profile : List.of("field", "office")) {
                var sync = program.json("sync", "--profile", text(profile), "--json");
                assertEquals("COMPLETED", sync.path("outcome").asText(), sync.toString());
            }
            bothHoldTheSame(program, sample, submitted.path("id").asText());
        }
    }

    @Test
    void what_one_laptop_submits_offline_the_other_sees_after_both_have_synced() throws Exception {
        var program = new Program(folder);
        var office = new Site.OneHub(program, path("hub"));
        var sample = sampleWithPhotos();
        try (var hub = office.open(Ports.own())) {
            enrol(office, hub, "field", "Awa Diallo", "field_worker");
            acceptsNoCodeTwice(
                    program, hub, enrol(office, hub, "office", "Moussa Ba", "supervisor"));
        }

        // The hub is gone: the laptop is offline.
        var submitted =
                program.json("submit", "--profile", text("field"), "--json", sample.toString())
                        .path(0);
        String temporaryId = submitted.path("id").asText();
        var offline = program.run("sync", "--profile", text("field"), "--json");
        assertEquals(1, offline.exitCode(), "a sync without a hub is no success");
        assertEquals("FAILED", offline.json().path("outcome").asText());
        var waiting = program.json("status", "--profile", text("field"), "--json");
        assertTrue(!waiting.path("safeToLeave").asBoolean(), "nothing was delivered: " + waiting);

        try (var hub = office.open(port)) {
            assertEquals(port, hub.port());
            var sync = program.json("sync", "--profile", text("field"), "--json");
            assertEquals("COMPLETED", sync.path("outcome").asText(), sync.toString());
            var status = program.json("status", "--profile", text("field"), "--json");
            assertTrue(status.path("safeToLeave").asBoolean(), status.toString());
            assertEquals(
                    "COMPLETED",
                    program.json("sync", "--profile", text("office"), "--json")
                            .path("outcome")
                            .asText());
            // A second sync has nothing to do and says so.
            var idle = program.json("sync", "--profile", text("field"), "--json");
            assertEquals(0, idle.path("push").path("accepted").asInt(), idle.toString());
        }

        bothHoldTheSame(program, sample, temporaryId);
    }

    private void bothHoldTheSame(Program program, Path sample, String temporaryId)
            throws IOException, InterruptedException {
        var mine = exported(program, "field");
        var theirs = exported(program, "office");
        assertEquals(
                mine.path("features"),
                theirs.path("features"),
                "both laptops hold the same submissions");
        String id = mine.at("/features/0/id").asText();
        assertNotEquals(temporaryId, id, "the hub's id has replaced the temporary one");
        assertTrue(!mine.toString().contains(temporaryId), "no temporary id is left");
        assertEquals(photos("field"), photos("office"), "photos are byte-identical");
        assertEquals(
                originals(sample),
                new TreeSet<>(photos("field").values()),
                "and are the files that were attached");
    }

    private int port;

    private String enrol(Site office, Site.Open hub, String profile, String user, String role)
            throws IOException, InterruptedException {
        var program = office.program();
        port = hub.port();
        var code = program.json(office.codeFor(user, role));
        var enrolled =
                program.json(
                        "enroll",
                        "--plain",
                        "--profile",
                        text(profile),
                        "--hub",
                        hub.address(),
                        "--code",
                        code.path("code").asText(),
                        "--json");
        assertEquals(user, enrolled.path("user").asText());
        return code.path("code").asText();
    }

    private void acceptsNoCodeTwice(Program program, Site.Open hub, String code)
            throws IOException, InterruptedException {
        var again =
                program.run(
                        "enroll",
                        "--plain",
                        "--profile",
                        text("thief"),
                        "--hub",
                        hub.address(),
                        "--code",
                        code);
        assertEquals(1, again.exitCode(), again.out());
    }

    private String text(String name) {
        return path(name).toString();
    }

    private JsonNode exported(Program program, String profile)
            throws IOException, InterruptedException {
        var to = path(profile + "-export");
        program.json(
                "export",
                "--profile",
                text(profile),
                "--form",
                "water_point",
                "--format",
                "geojson",
                "--photos",
                "--to",
                to.toString(),
                "--json");
        return Json.parse(Files.readAllBytes(to.resolve("water_point.geojson")));
    }

    private Map<String, String> photos(String profile) throws IOException {
        var hashes = new TreeMap<String, String>();
        try (var files = Files.list(path(profile + "-export").resolve("photos"))) {
            for (var file : files.toList()) {
                hashes.put(file.getFileName().toString(), Sha256.of(file).hex());
            }
        }
        return hashes;
    }

    private static Set<String> originals(Path sample) throws IOException {
        var hashes = new TreeSet<String>();
        var folder = Objects.requireNonNull(sample.toAbsolutePath().getParent());
        for (var photo : Json.parse(Files.readAllBytes(sample)).path("photos")) {
            hashes.add(Sha256.of(folder.resolve(photo.asText())).hex());
        }
        return hashes;
    }

    /** A bundled sample with a photo. */
    private static Path sampleWithPhotos() throws IOException {
        try (var samples = Files.list(Path.of("forms/water_point/samples"))) {
            for (var sample :
                    samples.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                if (Json.parse(Files.readAllBytes(sample)) instanceof ObjectNode document
                        && !document.path("photos").isEmpty()) {
                    return sample;
                }
            }
        }
        throw new AssertionError("no sample with a photo");
    }
}
