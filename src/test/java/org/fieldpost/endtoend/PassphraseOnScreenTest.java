package org.fieldpost.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.input.KeyCode;
import org.fieldpost.app.RunningDesktop;
import org.fieldpost.kernel.Json;
import org.fieldpost.testing.Fx;
import org.fieldpost.ui.capture.Typist;
import org.fieldpost.vault.Vault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A profile under a passphrase, from the first start on, by the keys a person presses; no keyring is in reach. */
class PassphraseOnScreenTest {
    private static final List<Double> ELSEWHERE = List.of(10.0, 20.0, 970.0, 620.0);
    private static final String FIRST = "four wells by the river";
    private static final String SECOND = "five wells by the road";
    @TempDir private Path folder;

    @BeforeAll
    static void toolkit() throws InterruptedException {
        Fx.start();
    }

    @Test
    void it_is_chosen_asked_for_refused_when_wrong_and_changed() throws IOException {
        try (var desktop = RunningDesktop.start(profile(), null)) {
            awaitCard(desktop, "Choose a passphrase");
            var card = place(desktop);
            write(desktop, "short", "short");
            assertTrue(complaint(desktop).startsWith("At least 10"), complaint(desktop));
            write(desktop, FIRST, FIRST + "s");
            assertEquals("The two are not the same.", complaint(desktop));
            write(desktop, FIRST, FIRST);
            desktop.await("the window", desktop::isOpen);
            assertEquals(card, place(desktop), "the window stands where the card stood");
            moveTo(desktop, ELSEWHERE);
        }
        assertEquals("passphrase", Vault.backend(profile()));
        assertNothingReadable();
        try (var desktop = RunningDesktop.start(profile(), null)) {
            awaitCard(desktop, "Unlock your work");
            assertEquals(ELSEWHERE, place(desktop), "the card stands where the window stood");
            write(desktop, "a guess of a thief");
            desktop.await("the refusal", () -> said(desktop).contains("not the passphrase"));
            assertFalse(RunningDesktop.onScreen(desktop::isOpen));
            write(desktop, FIRST);
            desktop.await("the window", desktop::isOpen);
            assertEquals(ELSEWHERE, place(desktop));
            change(desktop);
        }
        try (var desktop = RunningDesktop.start(profile(), null)) {
            awaitCard(desktop, "Unlock your work");
            write(desktop, FIRST);
            desktop.await("the refusal", () -> said(desktop).contains("not the passphrase"));
            write(desktop, SECOND);
            desktop.await("the window", desktop::isOpen);
        }
    }

    /** Where the window stands, and how large it is. */
    private static List<Double> place(RunningDesktop desktop) {
        return RunningDesktop.onScreen(
                () -> {
                    var stage = desktop.stage();
                    return List.of(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
                });
    }

    private static void moveTo(RunningDesktop desktop, List<Double> place) {
        var _ =
                RunningDesktop.onScreen(
                        () -> {
                            var stage = desktop.stage();
                            stage.setX(place.get(0));
                            stage.setY(place.get(1));
                            stage.setWidth(place.get(2));
                            stage.setHeight(place.get(3));
                            return stage;
                        });
    }

    private Path profile() {
        return folder.resolve("profile");
    }

    private static void awaitCard(RunningDesktop desktop, String heading) {
        desktop.await(heading, () -> said(desktop).contains(heading));
    }

    /** All labels of the window. */
    private static String said(RunningDesktop desktop) {
        return String.join(
                "|",
                desktop.scene().getRoot().lookupAll(".label").stream()
                        .filter(Label.class::isInstance)
                        .map(label -> ((Label) label).getText())
                        .toList());
    }

    private static String complaint(RunningDesktop desktop) {
        return RunningDesktop.onScreen(
                () -> ((Label) desktop.scene().getRoot().lookup("#complaint")).getText());
    }

    /** Types into the fields of the card, one after the other, and presses Enter. */
    private static void write(RunningDesktop desktop, String... texts) {
        var typist = new Typist(desktop.scene(), Json.object(), Map.of());
        var fields =
                RunningDesktop.onScreen(
                        () ->
                                desktop.scene().getRoot().lookupAll(".password-field").stream()
                                        .map(PasswordField.class::cast)
                                        .filter(field -> field.getParent().isVisible())
                                        .toList());
        for (int i = 0; i < texts.length; i++) {
            var field = fields.get(i);
            RunningDesktop.onScreen(
                    () -> {
                        field.requestFocus();
                        field.selectAll();
                        return field;
                    });
            typist.type(texts[i]);
        }
        typist.press(KeyCode.ENTER);
    }

    private static void change(RunningDesktop desktop) {
        var typist = new Typist(desktop.scene(), Json.object(), Map.of());
        typist.press(RunningDesktop.screen(4));
        desktop.await("the settings", () -> said(desktop).contains("Encryption"));
        desktop.push("Change passphrase");
        write(desktop, FIRST, SECOND, SECOND);
        desktop.await("the word", () -> said(desktop).contains("only the new passphrase opens"));
        assertEquals(
                List.of(),
                RunningDesktop.onScreen(
                        () ->
                                desktop.scene().getRoot().lookupAll(".password-field").stream()
                                        .toList()),
                "nothing typed is left");
    }

    /** The names of the bundled forms are in the database, but not for a thief's eyes. */
    private void assertNothingReadable() throws IOException {
        try (var files = Files.walk(profile())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains("household_survey"), file.toString());
            }
        }
    }
}
