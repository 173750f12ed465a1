package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.ChoiceQuery;
import org.fieldpost.form.ChoiceSource;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.simulation.Fault;
import org.fieldpost.simulation.SimulatedHub;
import org.fieldpost.simulation.SimulatedMedia;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.ChoiceRows;
import org.fieldpost.store.FormEntry;
import org.fieldpost.testing.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Choice lists of forms that do not come with the program: to every device, whole or not at all. */
class CatalogEngineTest {
    private static final String VILLAGES =
            """
            code,label,label::fr,region
            v1,Water's Edge,Bord de l'eau,north
            v2,Hilltop,Sommet,south
            """;

    /** 100,000 is the most; it was tried, and takes its time. */
    private static final int LONG = Integer.getInteger("catalog.rows", 15_000);

    private final SimulatedHub hub =
            new SimulatedHub(new UuidV7(new MovableClock(), new Random(7)));
    private final SimulatedMedia media = new SimulatedMedia();
    private SimulatedDevice device;

    @BeforeEach
    void open(@TempDir Path folder) {
        device = new SimulatedDevice(folder, "awa", 1, hub, media);
    }

    @AfterEach
    void close() {
        device.close();
    }

    private static byte[] bytes(String csv) {
        return csv.getBytes(StandardCharsets.UTF_8);
    }

    /** A form manager published a form with these lists; the bytes come to the hub only when {@code sent}. */
    private UUID publish(String version, Map<String, byte[]> lists, boolean sent) {
        var document = Json.object().put("code", "village").put("version", version);
        document.putObject("name").put("en", "Village");
        var schema = document.putObject("schema").put("type", "object");
        var properties = schema.putObject("properties");
        var choices = document.putObject("choices");
        lists.forEach(
                (name, csv) -> {
                    properties.putObject(name).put("type", "string").put("x-choices", name);
                    choices.putObject(name)
                            .put("resource", name + ".csv")
                            .put("sha256", Sha256.of(csv).hex())
                            .put("bytes", csv.length)
                            .putArray("columns")
                            .add("region");
                    if (sent) {
                        media.put(UUID.randomUUID(), csv);
                    }
                });
        return publish(version, document);
    }

    private UUID publish(String version, ObjectNode document) {
        var form = Json.object().put("code", "village").put("version", version);
        form.set("name", document.path("name"));
        form.set("schema", document);
        form.put("sha256", Json.canonicalHash(document).hex());
        form.put("published", true).put("draft", false);
        form.put("created_at", "2026-01-0" + version.length() + "T00:00:00Z");
        var id = FormIds.of("village", version);
        hub.put(EntityType.MOBILE_FORMS, id, form);
        return id;
    }

    private CatalogReport bring() {
        return device.engine().syncCatalog(SyncTrigger.INTERVAL, () -> false, progress -> {});
    }

    private FormEntry shown() {
        return device.db.read(device.tables.forms()::catalogue).stream()
                .filter(entry -> entry.form().code().equals("village"))
                .findFirst()
                .orElseThrow();
    }

    private ChoiceLists lists(UUID form) {
        return new ChoiceRows().of(device.db, form);
    }

    @Test
    void a_form_is_not_ready_until_its_lists_have_come_whole() {
        var form = publish("1", Map.of("villages", bytes(VILLAGES)), true);
        device.sync();
        assertFalse(shown().ready());
        assertFalse(lists(form).has("villages"));

        var report = bring();
        assertEquals(1, report.loaded());
        assertEquals(0, report.remaining());
        assertTrue(shown().ready());
        var found = lists(form).find("villages", "v1").orElseThrow();
        assertEquals("Bord de l'eau", found.label().in(Locale.FRENCH));
        assertEquals(Map.of("region", "north"), found.columns());
        assertTrue(
                device.told.contains(new ChangeEvent.Updated(EntityType.MOBILE_FORMS, form)),
                "screens are told");
    }

    @Test
    void bytes_with_another_hash_are_never_taken_in() {
        var form = publish("1", Map.of("villages", bytes(VILLAGES)), false);
        device.sync();
        var wrong = bytes(VILLAGES.replace("Hilltop", "Hilltip"));
        device.files.damage(Sha256.of(bytes("other")), wrong);
        assertEquals(1, bring().failed());
        assertFalse(shown().ready());
        var missing = device.db.read(tx -> device.tables.forms().lists().missing(tx, form));
        assertEquals("the hub does not have its file", missing.getFirst().lastError());

        media.put(UUID.randomUUID(), bytes(VILLAGES));
        assertEquals(0, bring().loaded(), "it is not due yet");
        device.clock.move(Duration.ofMinutes(3));
        assertEquals(1, bring().loaded());
    }

    @Test
    void a_clock_set_back_does_not_put_a_list_off_and_a_person_waits_for_no_back_off() {
        publish("1", Map.of("villages", bytes(VILLAGES)), false);
        device.sync();
        bring();
        media.put(UUID.randomUUID(), bytes(VILLAGES));
        device.clock.move(Duration.ofDays(-400));
        bring();
        device.clock.move(Duration.ofMinutes(2));
        assertEquals(1, bring().loaded());

        publish("22", Map.of("wells", bytes("code,label\nw,W\n")), false);
        device.sync();
        bring();
        media.put(UUID.randomUUID(), bytes("code,label\nw,W\n"));
        var asked = device.engine().syncCatalog(SyncTrigger.USER, () -> false, progress -> {});
        assertEquals(1, asked.loaded());
    }

    @Test
    void until_a_new_versions_lists_are_here_the_old_version_is_filled() {
        publish("1", Map.of("villages", bytes(VILLAGES)), true);
        device.sync();
        bring();
        var newer =
                publish("22", Map.of("villages", bytes(VILLAGES + "v3,New,Neuf,east\n")), false);
        device.sync();
        assertEquals("1", shown().form().version());
        assertEquals(false, device.db.read(tx -> device.tables.forms().isReady(tx, newer)));

        media.put(UUID.randomUUID(), bytes(VILLAGES + "v3,New,Neuf,east\n"));
        bring();
        assertEquals("22", shown().form().version());
        assertTrue(lists(newer).contains("villages", "v3"));
        assertFalse(lists(FormIds.of("village", "1")).contains("villages", "v3"));
    }

    @Test
    void two_versions_with_the_same_list_fetch_and_keep_it_once() {
        publish("1", Map.of("villages", bytes(VILLAGES)), true);
        device.sync();
        bring();
        var newer = publish("22", Map.of("villages", bytes(VILLAGES)), false);
        device.sync();
        int calls = device.link.calls();
        assertEquals(1, bring().loaded());
        assertEquals(calls, device.link.calls(), "no call was needed");
        assertTrue(lists(newer).contains("villages", "v2"));
    }

    @Test
    void a_long_list_comes_in_slices_and_is_seen_only_when_whole() {
        var csv = new StringBuilder("code,label,region\n");
        for (int i = 0; i < LONG; i++) {
            csv.append('v').append(i).append(",Village ").append(i).append(",r").append(i % 50);
            csv.append('\n');
        }
        var form = publish("1", Map.of("villages", bytes(csv.toString())), true);
        device.sync();
        int[] asked = {0};
        var content = new int[1];
        for (int slice = 0; !shown().ready(); slice++) {
            assertTrue(slice < 20, "it goes on where it was");
            asked[0] = 0;
            device.engine()
                    .syncCatalog(SyncTrigger.INTERVAL, () -> ++asked[0] > LONG / 1_500, p -> {});
            if (slice == 0) {
                device.restart();
            }
            content[0] += shown().ready() ? 0 : 1;
            assertEquals(shown().ready(), lists(form).has("villages"));
        }
        assertTrue(content[0] >= 2, "several slices: " + content[0]);
        assertTrue(lists(form).contains("villages", "v" + (LONG - 1)));
        assertEquals(LONG / 50, lists(form).where("villages", "region", "r7", 10_000).size());
        assertEquals(
                "v" + (LONG - 1),
                lists(form)
                        .search(
                                "villages",
                                new ChoiceQuery(
                                        "village " + (LONG - 1),
                                        Map.of("region", "r49"),
                                        choice -> true,
                                        Locale.ENGLISH,
                                        10))
                        .getFirst()
                        .code());
    }

    @Test
    void what_is_no_list_or_too_long_a_one_is_told_and_never_half_taken() {
        var long1 = new StringBuilder("code,label\n");
        for (int i = 0; i <= ChoiceSource.ROWS_MAX; i++) {
            long1.append(i).append(",a\n");
        }
        var form =
                publish(
                        "1",
                        Map.of(
                                "huge", bytes(long1.toString()),
                                "coded", bytes("code,label\n" + "x".repeat(501) + ",a\n"),
                                "broken", bytes("code,label\n\"a,b\n")),
                        true);
        device.sync();
        var report = bring();
        assertEquals(3, report.failed(), report.toString());
        assertEquals(0, report.loaded());
        assertFalse(shown().ready());
        for (var list : new String[] {"huge", "coded", "broken"}) {
            assertFalse(lists(form).has(list));
        }
        device.clock.move(Duration.ofDays(1));
        assertEquals(0, bring().failed(), "it is not tried again by itself");
    }

    @Test
    void a_hub_that_does_not_answer_stops_the_run_and_nothing_is_charged_to_the_list() {
        var form = publish("1", Map.of("villages", bytes(VILLAGES)), true);
        device.sync();
        device.link.faults(call -> call.equals("formFile") ? Fault.DROP_RESPONSE : Fault.NONE);
        var report = bring();
        assertEquals(0, report.failed());
        assertEquals(1, report.remaining());
        assertEquals(SyncErrorCode.NETWORK_ERROR, report.errors().getFirst().code());
        var missing = device.db.read(tx -> device.tables.forms().lists().missing(tx, form));
        assertEquals(0, missing.getFirst().attempts());
        device.link.faults(call -> Fault.NONE);
        assertEquals(1, bring().loaded());
    }

    @Test
    void a_form_whose_lists_do_not_travel_is_not_ready_and_says_so() {
        var document = Json.object().put("code", "village").put("version", "1");
        document.putObject("name").put("en", "Village");
        document.putObject("schema").put("type", "object");
        document.putObject("choices").putObject("villages").put("resource", "villages.csv");
        publish("1", document);
        device.sync();
        assertEquals(0, bring().failed());
        assertFalse(shown().ready());
    }
}
