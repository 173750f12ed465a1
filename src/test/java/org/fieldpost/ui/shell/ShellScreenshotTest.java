package org.fieldpost.ui.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Locale;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.testing.Fx;
import org.fieldpost.testing.Screenshots;
import org.fieldpost.ui.kit.Tone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pictures of the window, to be looked at. */
@ExtendWith(Fx.class)
class ShellScreenshotTest {
    private final ShellSample sample = new ShellSample(Locale.ENGLISH);

    @Test
    void the_window_in_light_and_dark() {
        try (var shell = shown(sample)) {
            for (var choice : new ThemeChoice[] {ThemeChoice.DARK, ThemeChoice.LIGHT}) {
                sample.preferences.themeProperty().set(choice);
                picture(shell, "shell-" + choice.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    @Test
    void the_window_in_arabic_with_work_waiting() {
        var arabic = new ShellSample(Locale.of("ar"));
        arabic.now = ShellSample.standing(214, 12, 391, 30, 0, SyncStatus.State.OFFLINE);
        try (var shell = shown(arabic)) {
            picture(shell, "shell-arabic");
        }
    }

    @Test
    void the_window_in_french_before_a_hub_that_is_not_recognised() {
        var french = new ShellSample(Locale.FRENCH);
        french.now = ShellSample.failed(SyncStatus.State.OFFLINE, SyncErrorCode.UNTRUSTED);
        try (var shell = shown(french)) {
            picture(shell, "shell-untrusted-french");
        }
    }

    @Test
    void the_window_in_arabic_and_dark_after_a_try_that_failed() {
        var arabic = new ShellSample(Locale.of("ar"));
        arabic.now = ShellSample.failed(SyncStatus.State.BACKING_OFF, SyncErrorCode.HUB_ERROR);
        arabic.preferences.themeProperty().set(ThemeChoice.DARK);
        try (var shell = shown(arabic)) {
            picture(shell, "shell-failed-arabic-dark");
        }
    }

    @Test
    void palette_keys_notices_and_toast() {
        sample.now = ShellSample.standing(214, 12, 391, 30, 2, SyncStatus.State.IDLE);
        sample.preferences.languageProperty().set(Locale.FRENCH);
        sample.preferences.languageProperty().set(Locale.ENGLISH);
        try (var shell = shown(sample)) {
            press(shell, KeyCode.K, true);
            ((TextField) shell.scene().lookup("#query")).setText("s");
            picture(shell, "shell-palette");
            press(shell, KeyCode.F1, false);
            picture(shell, "shell-keys");
            press(shell, KeyCode.ESCAPE, false);
            sample.notices.keep(
                    Tone.WARNING,
                    "Rejected: 2 questions",
                    "Household Diallo came back with two comments by Moussa.",
                    "submissions",
                    null);
            sample.notices.keep(
                    Tone.INFO, "New form", "Water point 2026.2 is ready.", "forms", null);
            sample.notices.toast(Tone.GOOD, "Household Diallo is finished", "Open again", () -> {});
            ((javafx.scene.control.Button) shell.scene().lookup("#bell")).fire();
            picture(shell, "shell-notices");
        }
    }

    static Shell shown(ShellSample sample) {
        var shell = sample.shell();
        var stage = new Stage();
        shell.show(stage);
        stage.setWidth(1280);
        stage.setHeight(720);
        return shell;
    }

    static void press(Shell shell, KeyCode code, boolean shortcut) {
        var target =
                shell.scene().getFocusOwner() == null
                        ? shell.scene().getRoot()
                        : shell.scene().getFocusOwner();
        javafx.event.Event.fireEvent(
                target,
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, shortcut, false, false));
    }

    private static void picture(Shell shell, String name) {
        assertTrue(Files.exists(Screenshots.shoot(name, shell.scene())));
    }
}
