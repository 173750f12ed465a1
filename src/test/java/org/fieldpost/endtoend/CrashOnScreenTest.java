package org.fieldpost.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fieldpost.app.RunningDesktop;
import org.fieldpost.kernel.Json;
import org.fieldpost.testing.Fx;
import org.fieldpost.ui.capture.Typist;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed while a form is half filled: the next start offers it again, with what was typed. */
class CrashOnScreenTest {
    private static final String SECRET = "seven wells and a bucket";
    @TempDir private Path folder;

    @BeforeAll
    static void toolkit() throws InterruptedException {
        Fx.start();
    }

    @Test
    void a_half_filled_form_is_offered_after_the_crash_and_goes_on_where_it_was()
            throws IOException {
        fillHalfAndKill();
        try (var desktop = RunningDesktop.open(folder, SECRET)) {
            awaitOffer(desktop);
            var typist = new Typist(desktop.scene(), Json.object(), Map.of());
            desktop.push("Continue");
            desktop.await("the form", () -> typist.row() != null);
            typist.press(KeyCode.CONTROL, KeyCode.G);
            typist.type("Household number");
            typist.press(KeyCode.ENTER);
            var field = (TextField) typist.focused();
            assertEquals("041", RunningDesktop.onScreen(field::getText));
            assertTrue(desktop.words(".saved").startsWith("saved "), desktop.words(".saved"));
            typist.press(KeyCode.END);
            typist.type("7");
            typist.press(RunningDesktop.screen(1));
            awaitOffer(desktop);
        }
        try (var desktop = RunningDesktop.open(folder, SECRET)) {
            awaitOffer(desktop);
            assertEquals(
                    "0417",
                    desktop.capture().drafts().getFirst().data().at("/household_number").asText());
            desktop.push("Discard");
            desktop.await(
                    "the question",
                    () -> desktop.scene().getRoot().lookup(".draft-line .danger") != null);
            desktop.push("Discard");
            desktop.await(
                    "it is gone", () -> desktop.scene().getRoot().lookup(".draft-line") == null);
            assertEquals(0, desktop.capture().drafts().size());
        }
    }

    private void fillHalfAndKill() throws IOException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dglass.platform=Headless",
                                "-Dprism.order=sw",
                                "-Djava.awt.headless=true",
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HalfFilledForm.class.getName(),
                                folder.toString(),
                                SECRET)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var said = process.inputReader()) {
            String line = said.readLine();
            while (line != null && !line.equals("saved")) {
                line = said.readLine();
            }
            assertEquals("saved", line);
        } finally {
            process.toHandle().destroyForcibly();
            process.onExit().join();
        }
    }

    private static void awaitOffer(RunningDesktop desktop) {
        desktop.await(
                "the offer",
                () ->
                        desktop.scene().getRoot().lookupAll(".draft-line .label").stream()
                                .filter(Label.class::isInstance)
                                .map(label -> Objects.toString(((Label) label).getText(), ""))
                                .anyMatch(
                                        text ->
                                                text.startsWith(
                                                        "We kept your unfinished Household survey")));
        assertEquals(
                2,
                RunningDesktop.onScreen(
                        () ->
                                (int)
                                        desktop
                                                .scene()
                                                .getRoot()
                                                .lookupAll(".draft-line .button")
                                                .stream()
                                                .filter(Button.class::isInstance)
                                                .count()));
    }
}
