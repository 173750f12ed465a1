package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.fieldpost.capture.CaptureService;
import org.fieldpost.cli.DeviceDoor.Submitted;
import org.fieldpost.cli.ProfileChoice;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.store.Profile;
import org.fieldpost.testing.Screenshots;
import org.jspecify.annotations.Nullable;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The desktop as the program puts it together, in a window of its own, over a real profile; only the system's file
 * dialog, which no headless screen has, is played by a list of files, and no keyring is touched.
 */
public final class RunningDesktop implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;
    private final DesktopApp app;
    private final Stage stage;
    private final Deque<Path> toChoose = new ArrayDeque<>();

    private RunningDesktop(ProfileChoice choice) {
        app =
                new DesktopApp(
                        TestWorlds.ofThePapers(),
                        choice,
                        (_, _) -> chosen -> chosen.accept(next()));
        stage =
                WaitForAsyncUtils.waitForAsyncFx(
                        60_000,
                        () -> {
                            var window = new Stage();
                            app.open(window);
                            return window;
                        });
    }

    /** Starts the desktop as {@code fieldpost --profile folder} does; null asks for the passphrase. */
    public static RunningDesktop start(Path folder, @Nullable String passphrase) {
        return new RunningDesktop(new ProfileChoice(folder, passphrase, false));
    }

    /** Starts it and waits until its first screen is read. */
    public static RunningDesktop open(Path folder, @Nullable String passphrase) {
        var desktop = start(folder, passphrase);
        desktop.await("the window", desktop::isOpen);
        return desktop;
    }

    private List<Path> next() {
        return toChoose.isEmpty() ? List.of() : List.of(toChoose.remove());
    }

    /** The file the person will pick the next time they are asked. */
    public void willChoose(Path photo) {
        toChoose.add(photo);
    }

    /** Whether the profile is open and its window stands. */
    public boolean isOpen() {
        return scene().getRoot().lookup(".promise-bar") != null;
    }

    public Stage stage() {
        return stage;
    }

    public Scene scene() {
        return stage.getScene();
    }

    private DeviceApp device() {
        return app.device().orElseThrow();
    }

    public Profile profile() {
        return device().profile();
    }

    public MediaFolder media() {
        return device().media();
    }

    public CaptureService capture() {
        return device().capture();
    }

    /** A finished submission without the screen, as the command line makes one; its id. */
    public String submit(String form, ObjectNode data) {
        if (new CommandDevice(device()).submit(form, data, Map.of())
                instanceof Submitted.Saved saved) {
            return saved.id();
        }
        throw new IllegalStateException("refused");
    }

    /** What the bar at the bottom says. */
    public String promise() {
        return onScreen(
                () -> {
                    Node bar = scene().getRoot().lookup(".promise-bar");
                    return bar == null ? "" : bar.getAccessibleText();
                });
    }

    /** The words of the first label that matches; "" when there is none. */
    public String words(String selector) {
        return onScreen(
                () ->
                        scene().getRoot().lookup(selector) instanceof Label label
                                ? label.getText()
                                : "");
    }

    /** Presses the button with these words. */
    public void push(String words) {
        onScreen(
                () -> {
                    scene().getRoot().lookupAll(".button").stream()
                            .map(Button.class::cast)
                            .filter(button -> words.equals(button.getText()))
                            .filter(Node::isVisible)
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException("no button " + words))
                            .fire();
                    return words;
                });
    }

    public static <T> T onScreen(java.util.concurrent.Callable<T> look) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, look);
    }

    /** Waits for something to be seen on the screen. */
    public void await(String what, BooleanSupplier seen) {
        try {
            WaitForAsyncUtils.waitFor(
                    PATIENCE_SECONDS, TimeUnit.SECONDS, () -> onScreen(seen::getAsBoolean));
        } catch (TimeoutException e) {
            throw inVain(what, e);
        }
    }

    private IllegalStateException inVain(String what, TimeoutException e) {
        onScreen(() -> Screenshots.shoot("waited-in-vain", scene()));
        return new IllegalStateException(
                "waited in vain for " + what + "; the bar says: " + promise(), e);
    }

    /** Waits for something in the profile, away from the screen's thread. */
    public void awaitElsewhere(String what, BooleanSupplier seen) {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, seen::getAsBoolean);
        } catch (TimeoutException e) {
            throw inVain(what, e);
        }
    }

    /** Waits until the bar says all of {@code parts}. */
    public void awaitPromise(String... parts) {
        await(
                String.join(", ", parts),
                () -> {
                    Node bar = scene().getRoot().lookup(".promise-bar");
                    var said = bar == null ? "" : bar.getAccessibleText();
                    return List.of(parts).stream().allMatch(said::contains);
                });
    }

    /** Closes the window as the person does, and waits until everything is put away. */
    @Override
    public void close() {
        onScreen(
                () -> {
                    stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
                    return stage;
                });
        app.awaitClosed();
    }

    /** The keys of {@code Ctrl+} a digit, for {@link org.fieldpost.ui.capture.Typist#press}. */
    public static KeyCode[] screen(int number) {
        return new KeyCode[] {
            KeyCode.CONTROL, KeyCode.valueOf("DIGIT" + number),
        };
    }
}
