package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.contract.Role;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormReading;
import org.fieldpost.hub.RunningHub;
import org.fieldpost.hubclient.HttpHubApi;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.ChoiceRows;
import org.fieldpost.store.FormEntry;
import org.fieldpost.submission.FormRef;
import org.fieldpost.sync.FormPublishing.Published;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A form manager's form with its lists, through a real hub, to a field worker's laptop. */
@SuppressWarnings("NullAway.Init") // start() fills the fields
class FormPublishingTest {
    private static final byte[] VILLAGES =
            "code,label,region\nv1,Water's Edge,north\nv2,Hilltop,south\n"
                    .getBytes(StandardCharsets.UTF_8);
    @TempDir private Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private RunningHub hub;
    private FormRef form;

    @BeforeEach
    void start() {
        hub = new RunningHub(folder);
        open.add(hub);
        form = hub.form("water_point");
    }

    @AfterEach
    void stop() throws Exception {
        for (var part : open.reversed()) {
            part.close();
        }
    }

    private record Laptop(TestProfile profile, HttpHubApi line, FormPublishing publishing) {}

    private Laptop laptop(String name, long seed, Role role) {
        var line = new RealLine(hub, name, seed, role);
        var profile =
                new TestProfile(folder.resolve(name), seed, line.api(), line.enrolment(), form);
        open.add(line.api());
        open.add(profile);
        assertEquals(SyncReport.Outcome.COMPLETED, profile.sync().outcome());
        var remote =
                new RemoteFirst(
                        profile.store,
                        line.api(),
                        Set.of(),
                        new SyncTools(profile.clock, profile.ids, new Random(seed)));
        return new Laptop(
                profile, line.api(), new FormPublishing(line.api(), remote, profile.clock));
    }

    private static FormDocument village(String version, String title) {
        var document = Json.object().put("code", "village").put("version", version);
        document.putObject("name").put("en", "Village");
        var schema = document.putObject("schema").put("type", "object");
        schema.putObject("properties")
                .putObject("village")
                .put("type", "string")
                .put("title", title)
                .put("x-choices", "villages");
        document.putObject("choices").putObject("villages").put("resource", "villages.csv");
        return read(document);
    }

    private static FormDocument read(ObjectNode document) {
        return assertInstanceOf(FormReading.Accepted.class, FormDocument.parse(document)).form();
    }

    private static FormEntry shown(TestProfile profile) {
        return profile.db.read(profile.tables.forms()::catalogue).stream()
                .filter(entry -> entry.form().code().equals("village"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_published_form_and_its_lists_reach_a_field_workers_laptop() {
        var manager = laptop("fatou", 1, Role.FORM_MANAGER);
        var done =
                manager.publishing()
                        .publish(village("1", "Village"), Map.of("villages.csv", VILLAGES));
        var id = assertInstanceOf(Published.Done.class, done).id();
        assertEquals(FormIds.of("village", "1"), id);
        assertTrue(
                manager.profile().row(EntityType.MOBILE_FORMS, id).isPresent(),
                "it is here without a sync");

        var worker = laptop("awa", 2, Role.FIELD_WORKER).profile();
        assertFalse(shown(worker).ready());
        var report = worker.engine().syncCatalog(SyncTrigger.INTERVAL, () -> false, p -> {});
        assertEquals(1, report.loaded(), report.toString());
        assertTrue(shown(worker).ready());
        var village = new ChoiceRows().of(worker.db, id).find("villages", "v1").orElseThrow();
        assertEquals("Water's Edge", village.label().in(Locale.ENGLISH));
    }

    @Test
    void publishing_again_is_harmless_and_other_content_needs_another_version() {
        var manager = laptop("fatou", 1, Role.FORM_MANAGER);
        var files = Map.of("villages.csv", VILLAGES);
        var first = manager.publishing().publish(village("1", "Village"), files);
        assertEquals(first, manager.publishing().publish(village("1", "Village"), files));
        assertEquals(
                new Published.VersionTaken(),
                manager.publishing().publish(village("1", "Other"), files));

        var second = laptop("omar", 3, Role.FORM_MANAGER);
        assertEquals(
                first,
                second.publishing().publish(village("1", "Village"), files),
                "another manager's laptop has it by its sync");
        assertInstanceOf(
                Published.Done.class, second.publishing().publish(village("2", "Other"), files));
    }

    @Test
    void what_the_hub_will_not_have_is_not_kept_here_either() {
        var worker = laptop("awa", 2, Role.FIELD_WORKER);
        var said =
                worker.publishing()
                        .publish(village("1", "Village"), Map.of("villages.csv", VILLAGES));
        assertEquals("FP-2607", assertInstanceOf(Published.Refused.class, said).error().code());
        assertTrue(
                worker.profile()
                        .row(EntityType.MOBILE_FORMS, FormIds.of("village", "1"))
                        .isEmpty());
    }

    @Test
    void without_its_lists_nothing_is_published() {
        var manager = laptop("fatou", 1, Role.FORM_MANAGER);
        var said = manager.publishing().publish(village("1", "Village"), Map.of());
        assertEquals("villages", assertInstanceOf(Published.ListUnusable.class, said).list());
        manager.line().close();
        assertInstanceOf(
                Published.NotNow.class,
                manager.publishing()
                        .publish(village("1", "Village"), Map.of("villages.csv", VILLAGES)));
        assertTrue(
                manager.profile()
                        .row(EntityType.MOBILE_FORMS, FormIds.of("village", "1"))
                        .isEmpty());
    }

    @Test
    void a_forms_file_is_given_only_by_its_form_and_from_any_byte() {
        var manager = laptop("fatou", 1, Role.FORM_MANAGER);
        manager.publishing().publish(village("1", "Village"), Map.of("villages.csv", VILLAGES));
        var worker = laptop("awa", 2, Role.FIELD_WORKER);
        var id = FormIds.of("village", "1");
        var rest = new ByteArrayOutputStream();
        var answer = worker.line().formFile(id, Sha256.of(VILLAGES), 5, rest);
        assertEquals(new HubAnswer.Success<>(VILLAGES.length - 5L), answer);
        assertEquals(
                new String(VILLAGES, StandardCharsets.UTF_8).substring(5),
                rest.toString(StandardCharsets.UTF_8));
        refused(404, worker.line().formFile(id, Sha256.of(new byte[1]), 0, rest));
        refused(404, worker.line().formFile(new UUID(5, 5), Sha256.of(VILLAGES), 0, rest));
        refused(
                404,
                worker.line()
                        .formFile(
                                FormIds.of(form.code(), form.version()),
                                Sha256.of(VILLAGES),
                                0,
                                rest));
    }

    private static void refused(int status, HubAnswer<?> answer) {
        var failure = assertInstanceOf(HubAnswer.Failed.class, answer).failure();
        assertEquals(status, assertInstanceOf(HubFailure.Refused.class, failure).status());
    }

    @Test
    void a_hub_takes_no_published_form_whose_lists_it_lacks_or_that_does_not_pin_them() {
        var manager = laptop("fatou", 1, Role.FORM_MANAGER);
        var remote =
                new RemoteFirst(
                        manager.profile().store,
                        manager.line(),
                        Set.of(),
                        new SyncTools(
                                manager.profile().clock, manager.profile().ids, new Random(9)));
        var unpinned = village("1", "Village").source();
        var pinned = unpinned.deepCopy();
        ((ObjectNode) pinned.at("/choices/villages")).put("sha256", Sha256.of(VILLAGES).hex());
        assertEquals(
                "FP-2610",
                assertInstanceOf(RemoteFirst.Saved.Refused.class, create(remote, unpinned))
                        .error()
                        .code());
        assertInstanceOf(RemoteFirst.Saved.NotNow.class, create(remote, pinned));
    }

    private static RemoteFirst.Saved create(RemoteFirst remote, ObjectNode document) {
        var payload = Json.object().put("code", "village").put("version", "1");
        payload.set("name", document.path("name"));
        payload.set("schema", document);
        payload.put("sha256", Json.canonicalHash(document).hex());
        payload.put("published", true).put("draft", false);
        payload.put("created_at", "2026-01-01T00:00:00Z");
        payload.put("updated_at", "2026-01-01T00:00:00Z");
        return remote.create(EntityType.MOBILE_FORMS, FormIds.of("village", "1"), payload);
    }
}
