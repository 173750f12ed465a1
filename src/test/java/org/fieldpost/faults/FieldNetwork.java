package org.fieldpost.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.app.FieldHub;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.kernel.Json;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.testing.MovableClock;
import org.fieldpost.testing.SamplePhotoFile;
import org.jspecify.annotations.Nullable;

/** A hub, a bad network, and laptops on it; a clock for all that a test moves. */
final class FieldNetwork implements AutoCloseable {
    static final String FORM = "well";
    private static final String WELL =
            """
            {"code":"well","version":"1","name":{"en":"Well"},"formSpec":"1.0","defaultLanguage":"en",
             "schema":{"type":"object","required":["name"],"properties":{
               "name":{"type":"string","title":"Name"},
               "note":{"type":"string","title":"Note"},
               "photos":{"type":"array","title":"Photos","items":
                 {"type":"string","format":"uri-reference","contentMediaType":"image/jpeg"}}}},
             "logic":{"instanceName":"${name}"}}
            """;
    final MovableClock clock = new MovableClock();
    final Path folder;
    final FaultProxy proxy;
    private final Deque<FieldLaptop> open = new ArrayDeque<>();
    private FieldHub hub;
    private @Nullable FieldLaptop witness;

    FieldNetwork(Path folder) throws IOException {
        this.folder = folder;
        hub = FieldHub.start(hubFolder(), clock);
        hub.code("first", "admin"); // makes the organization
        hub.publish(Json.parseObject(WELL));
        proxy = new FaultProxy(hub.address());
    }

    Path hubFolder() {
        return folder.resolve("hub");
    }

    FieldHub hub() {
        return hub;
    }

    /** A new person's laptop behind the bad network, that has all there is. */
    FieldLaptop laptop(String name, String role) {
        var laptop = keep(FieldLaptop.open(folder.resolve(name), clock));
        laptop.enrol(proxy.address(), hub.code(name, role));
        completed(laptop);
        return laptop;
    }

    FieldLaptop worker(String name) {
        return laptop(name, "field_worker");
    }

    FieldLaptop supervisor(String name) {
        return laptop(name, "supervisor");
    }

    FieldLaptop keep(FieldLaptop part) {
        open.push(part);
        return part;
    }

    /** Somebody who sees everything, after a sync over a good link: the hub's truth. */
    FieldLaptop witness() {
        var held = witness;
        if (held == null) {
            held = supervisor("witness");
            witness = held;
        } else {
            completed(held);
        }
        return held;
    }

    void stopHub() {
        hub.close();
    }

    void startHub() {
        hub = FieldHub.start(hubFolder(), clock);
        proxy.leadTo(hub.address());
    }

    static ObjectNode well(String name) {
        return Json.object().put("name", name).put("note", "as found");
    }

    UUID submit(FieldLaptop laptop, String name) {
        return laptop.submitted(FORM, well(name), Map.of());
    }

    UUID submit(FieldLaptop laptop, String name, Path... photos) {
        return laptop.submitted(FORM, well(name), Map.of("/photos", List.of(photos)));
    }

    /** A photo of at least so many bytes, different for each seed. */
    Path photo(long seed, int bytes) throws IOException {
        var file = folder.resolve("photo-" + seed + ".jpg");
        var jpeg = SamplePhotoFile.all().getFirst().jpeg();
        var tail = new byte[Math.max(16, bytes - jpeg.length)];
        new Random(seed).nextBytes(tail);
        try (var out = Files.newOutputStream(file)) {
            out.write(jpeg);
            out.write(tail);
        }
        return file;
    }

    static void completed(FieldLaptop laptop) {
        var report = laptop.sync();
        assertEquals(SyncReport.Outcome.COMPLETED, report.outcome(), report.toString());
    }

    /** Syncs, waiting out back-offs, until all is through. */
    void settle(FieldLaptop laptop) {
        SyncReport report = laptop.sync();
        for (int i = 0; i < 20 && !isThrough(laptop, report); i++) {
            clock.move(Duration.ofMinutes(3));
            report = laptop.sync();
        }
        assertTrue(isThrough(laptop, report), report.toString());
    }

    private static boolean isThrough(FieldLaptop laptop, SyncReport report) {
        return report.outcome() == SyncReport.Outcome.COMPLETED && laptop.light().safe();
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        proxy.close();
        hub.close();
    }
}
