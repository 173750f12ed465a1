package org.fieldpost.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fieldpost.app.RunningDesktop;
import org.fieldpost.app.RunningHub;
import org.fieldpost.contract.EntityType;
import org.fieldpost.form.BundledForms;
import org.fieldpost.form.FormEnvironment;
import org.fieldpost.form.FormSession;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.SubmissionFilter;
import org.fieldpost.store.SubmissionList;
import org.fieldpost.testing.Fx;
import org.fieldpost.testing.MovableClock;
import org.fieldpost.testing.Ports;
import org.fieldpost.ui.capture.Typist;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on real parts: two desktops as the program puts them together, encrypted profiles, a hub over HTTP. Awa
 * keys a household without a network; the hub comes up while she mends it; Moussa sees the same on his laptop.
 */
class TwoLaptopsOnScreenTest {
    private static final String SECRET = "seven wells and a bucket";
    private final BundledForms forms = new BundledForms(getClass().getClassLoader());
    @TempDir private Path folder;

    @BeforeAll
    static void toolkit() throws InterruptedException {
        Fx.start();
    }

    @Test
    void a_household_keyed_offline_is_the_same_on_the_second_laptop() throws IOException {
        int port = takeBothIn();
        try (var awa = RunningDesktop.open(folder.resolve("awa"), SECRET)) {
            awa.awaitPromise("Nothing on this laptop waits");
            var well = awa.submit("water_point", wellPoint());
            var household = keyHousehold(awa, well);
            awa.awaitPromise("2 submissions and 2 photos still on this laptop", "Not all sent");

            var mending = openForMending(awa);
            try (var hub = RunningHub.start(folder.resolve("hub"), port)) {
                assertEquals(port, hub.address().getPort());
                mending.syncNow();
                mending.awaitNewIds(household, well);
                mending.theInputIsAsItWas();
                mending.finish();
                awa.awaitPromise("All 2 submissions and 2 photos at the hub", "Safe to leave");
                assertEquals(List.of(), new IdHunt(awa.profile()).find(household));
                assertEquals(List.of(), new IdHunt(awa.profile()).find(well));
                assertEquals(
                        "Awa A. Diallo", household(awa).payload().at("/data/respondent").asText());
                moussaSeesTheSame(awa);
            }
        }
        try (var again = RunningDesktop.open(folder.resolve("awa"), SECRET)) {
            again.awaitPromise("All 2 submissions and 2 photos at the hub");
            assertEquals(
                    "Awa A. Diallo", household(again).payload().at("/data/respondent").asText());
        }
    }

    /** Both join while the hub runs; then it stops. */
    private int takeBothIn() throws IOException {
        try (var hub = RunningHub.start(folder.resolve("hub"), Ports.own())) {
            hub.takeIn(folder.resolve("awa"), SECRET, "Awa Ndour", "field_worker");
            hub.takeIn(folder.resolve("moussa"), SECRET, "Moussa Ba", "supervisor");
            return hub.address().getPort();
        }
    }

    private ObjectNode wellPoint() {
        for (var sample : forms.samples("water_point").values()) {
            if (sample.path("photos").isEmpty()) {
                return (ObjectNode) sample.path("data").deepCopy();
            }
        }
        throw new IllegalStateException("no sample without photos");
    }

    /** Diallo's household with its first three members. */
    private ObjectNode paper(String well) {
        var sample = forms.samples("household_survey").getOrDefault("diallo", Json.object());
        var paper = (ObjectNode) sample.path("data").deepCopy();
        var members = (ArrayNode) paper.path("members");
        while (members.size() > 3) {
            members.remove(3);
        }
        paper.withObject("/water").put("water_point", well);
        return paper;
    }

    /** Keys the whole form; the submission's temporary id. */
    private String keyHousehold(RunningDesktop awa, String well) throws IOException {
        awa.willChoose(photo("diallo-1.jpg"));
        awa.willChoose(photo("diallo-2.jpg"));
        var paper = paper(well);
        awaitFound(awa);
        var typist = new Typist(awa.scene(), paper, Map.of(well, "wp"));
        HalfFilledForm.chooseHousehold(awa, typist);
        typist.press(KeyCode.ENTER);
        awa.await("the form", () -> typist.row() != null);
        assertEquals("nothing typed yet", awa.words(".saved"));
        typist.fillAll();
        typist.wait(() -> awa.scene().getRoot().lookup(".saved-safe") != null);
        typist.press(KeyCode.CONTROL, KeyCode.ENTER);
        typist.press(KeyCode.CONTROL, KeyCode.ENTER);
        awa.await("the catalogue", () -> awa.scene().getRoot().lookup(".form-card") != null);
        var row = household(awa);
        assertEquals(comparable(complete(paper)), comparable(row.payload().path("data")));
        return row.id().toString();
    }

    private Path photo(String name) throws IOException {
        return Files.write(folder.resolve(name), forms.sampleFile("household_survey", name));
    }

    /** The words of the well are looked up a little after it was saved. */
    private static void awaitFound(RunningDesktop desktop) {
        var list = new SubmissionList(new DeliveryLedger());
        var wanted =
                new SubmissionFilter(
                        "wp",
                        "water_point",
                        Set.of(),
                        Set.of(),
                        null,
                        null,
                        SubmissionFilter.Sort.CREATED,
                        true);
        desktop.awaitElsewhere(
                "the well in the index",
                () ->
                        !desktop.profile()
                                .database()
                                .read(tx -> list.page(tx, wanted, null, 1))
                                .lines()
                                .isEmpty());
    }

    /** What the form makes of the paper: with everything it works out. */
    private JsonNode complete(ObjectNode paper) {
        var clock = new MovableClock();
        var random = new Random(1);
        return FormSession.resume(
                        forms.form("household_survey"),
                        paper,
                        forms.lists("household_survey"),
                        new FormEnvironment(
                                clock,
                                ZoneId.systemDefault(),
                                Locale.ENGLISH,
                                new UuidV7(clock, random),
                                random,
                                Map.of()))
                .finalised()
                .data();
    }

    /** Answers without what differs by nature: keys of rows, ids of photos, altitude, which no key was typed for. */
    private static JsonNode comparable(JsonNode data) {
        var copy = (ObjectNode) data.deepCopy();
        assertTrue(copy.withObject("/dwelling").remove("photo_dwelling").isTextual());
        assertTrue(copy.withObject("/water").remove("photo_container").isTextual());
        copy.withObject("/position").remove("altitude");
        assertEquals(3, copy.path("members").size());
        copy.path("members").forEach(row -> ((ObjectNode) row).remove("_key"));
        return copy;
    }

    private static List<EntityRow> submissions(RunningDesktop desktop) {
        var profile = desktop.profile();
        return profile.database()
                .read(tx -> profile.tables().rows(EntityType.SUBMISSIONS).list(tx, null, 9));
    }

    private static EntityRow household(RunningDesktop desktop) {
        return submissions(desktop).stream()
                .filter(row -> row.payload().path("form_code").asText().equals("household_survey"))
                .findFirst()
                .orElseThrow();
    }

    private Mending openForMending(RunningDesktop awa) {
        var typist = new Typist(awa.scene(), Json.object(), Map.of());
        typist.press(RunningDesktop.screen(2));
        awa.await(
                "two rows",
                () ->
                        awa.scene().getRoot().lookup(".table-view") instanceof TableView<?> table
                                && table.getSkin() != null
                                && table.getItems().size() == 2);
        RunningDesktop.onScreen(
                () -> {
                    awa.scene().getRoot().lookup(".table-view").requestFocus();
                    return true;
                });
        typist.press(KeyCode.HOME);
        awa.await("the detail", () -> awa.scene().getRoot().lookup(".detail-title") != null);
        RunningDesktop.onScreen(
                () -> {
                    ((Button) awa.scene().getRoot().lookup(".detail-actions .button")).fire();
                    return true;
                });
        awa.await("the form", () -> typist.row() != null);
        assertEquals("nothing changed yet", awa.words(".saved"));
        typist.press(KeyCode.CONTROL, KeyCode.G);
        typist.type("Name of the respondent");
        typist.press(KeyCode.ENTER);
        var field = (TextField) typist.focused();
        assertEquals("Awa Diallo", field.getText());
        typist.press(KeyCode.HOME);
        for (int i = 0; i < "Awa ".length(); i++) {
            typist.press(KeyCode.RIGHT);
        }
        typist.type("A");
        return new Mending(awa, typist, field);
    }

    /** Awa in the middle of a word. */
    private record Mending(RunningDesktop awa, Typist typist, TextField field) {
        /** By Ctrl+K and words, without leaving the field for longer than that. */
        void syncNow() {
            typist.press(KeyCode.CONTROL, KeyCode.K);
            typist.type("sync now");
            awa.await("the palette's line", () -> !field.equals(awa.scene().getFocusOwner()));
            typist.press(KeyCode.ENTER);
        }

        void awaitNewIds(String household, String well) {
            awa.awaitElsewhere(
                    "the new ids",
                    () -> {
                        var ids =
                                submissions(awa).stream().map(row -> row.id().toString()).toList();
                        return !ids.contains(household) && !ids.contains(well);
                    });
            var draft = awa.capture().drafts().getFirst();
            var now = household(awa).id();
            assertNotEquals(household, now.toString());
            assertEquals(now, Objects.requireNonNull(draft.basedOn()).value());
        }

        void theInputIsAsItWas() {
            assertSame(field, typist.focused(), "the keyboard stayed where it was");
            assertEquals("Awa ADiallo", RunningDesktop.onScreen(field::getText));
            assertEquals(5, RunningDesktop.onScreen(field::getCaretPosition));
            assertEquals("", RunningDesktop.onScreen(field::getSelectedText));
            typist.type(". ");
            assertEquals("Awa A. Diallo", RunningDesktop.onScreen(field::getText));
        }

        void finish() {
            awa.awaitPromise("1 draft is only on this laptop", "Drafts here");
            typist.press(KeyCode.CONTROL, KeyCode.ENTER);
            typist.press(KeyCode.CONTROL, KeyCode.ENTER);
            awa.await("the catalogue", () -> awa.scene().getRoot().lookup(".form-card") != null);
        }
    }

    private void moussaSeesTheSame(RunningDesktop awa) throws IOException {
        try (var moussa = RunningDesktop.open(folder.resolve("moussa"), SECRET)) {
            moussa.awaitPromise("All 2 submissions and 2 photos at the hub", "Safe to leave");
            moussa.awaitElsewhere("the photos", () -> photos(moussa).size() == 2);
            assertEquals(trees(awa), trees(moussa));
            assertEquals(photos(awa), photos(moussa));
            var originals = new TreeSet<String>();
            for (var name : List.of("diallo-1.jpg", "diallo-2.jpg")) {
                originals.add(Sha256.of(folder.resolve(name)).hex());
            }
            assertEquals(originals, new TreeSet<>(photos(moussa).values()), "byte for byte");
            var typist = new Typist(moussa.scene(), Json.object(), Map.of());
            typist.press(RunningDesktop.screen(2));
            moussa.await(
                    "both in his list",
                    () ->
                            moussa.scene().getRoot().lookup(".table-view") instanceof TableView<?> t
                                    && t.getItems().size() == 2);
        }
    }

    /** Id and everything said of each submission, as the hub has it. */
    private static Map<String, JsonNode> trees(RunningDesktop desktop) {
        var trees = new TreeMap<String, JsonNode>();
        submissions(desktop).forEach(row -> trees.put(row.id().toString(), row.payload()));
        return trees;
    }

    /** SHA-256 of the bytes in the folder, decrypted, by the photo's id; those not there yet are left out. */
    private static Map<String, String> photos(RunningDesktop desktop) {
        var profile = desktop.profile();
        var hashes = new TreeMap<String, String>();
        var rows =
                profile.database()
                        .read(
                                tx ->
                                        profile.tables()
                                                .rows(EntityType.SUBMISSION_MEDIA)
                                                .list(tx, null, 9));
        for (var row : rows) {
            var recorded = new Sha256(row.payload().path("sha256").asText());
            if (desktop.media().has(recorded)) {
                try (var bytes = desktop.media().open(recorded)) {
                    hashes.put(row.id().toString(), Sha256.of(bytes.readAllBytes()).hex());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return hashes;
    }
}
