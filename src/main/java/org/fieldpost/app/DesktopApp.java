package org.fieldpost.app;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.fieldpost.cli.ProfileChoice;
import org.fieldpost.kernel.Problem;
import org.fieldpost.ui.fx.FxBackground;
import org.fieldpost.ui.fx.ViewLoader;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.shell.Person;
import org.fieldpost.ui.shell.Preferences;
import org.fieldpost.ui.shell.PreferencesFile;
import org.fieldpost.ui.shell.Shell;
import org.fieldpost.ui.welcome.Opening;
import org.fieldpost.ui.welcome.WelcomeView;
import org.fieldpost.ui.welcome.WelcomeViewModel;
import org.jspecify.annotations.Nullable;

/** The desktop, put together: the welcome card until the profile is open, then the window; closed in order. */
final class DesktopApp {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 720;
    private final World world;
    private final ProfileChoice choice;
    private final PhotoChoosers choosers;
    private final FxBackground background = new FxBackground();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable DeviceApp device;
    private @Nullable DesktopWindow window;

    DesktopApp(World world, ProfileChoice choice, PhotoChoosers choosers) {
        this.world = world;
        this.choice = choice;
        this.choosers = choosers;
    }

    /** Opens the desktop and returns once its window is closed and everything is put away. */
    void run() {
        Platform.startup(() -> open(new Stage()));
        awaitClosed();
        Platform.exit();
    }

    /** Opens the desktop in {@code stage}; on the screen's thread, once its toolkit runs. */
    void open(Stage stage) {
        Platform.setImplicitExit(false);
        stage.setOnHidden(_ -> closed());
        var preferences = preferences();
        var locale = preferences.languageProperty().get();
        var words = Words.of(WelcomeView.class, locale);
        var model = new WelcomeViewModel(passphrase -> open(stage, passphrase), background, words);
        var scene =
                new Scene(
                        new WelcomeView(model, words).build(new ViewLoader(locale)), WIDTH, HEIGHT);
        var theme = Shell.theme(preferences);
        theme.install();
        theme.dress(scene, words.rightToLeft());
        stage.setScene(scene);
        // Where and as large as the window will be, so that it does not jump.
        Shell.place(stage, preferences);
        stage.show();
        model.begin();
    }

    /** As the window will be; they hold nobody's data and are not locked. */
    private Preferences preferences() {
        var saved = new PreferencesFile(choice.folder()).load();
        return new Preferences(saved, Locale.getDefault(), _ -> {});
    }

    private Opening.Attempt open(Stage stage, @Nullable String passphrase) {
        var asked =
                passphrase == null
                        ? choice
                        : new ProfileChoice(choice.folder(), passphrase, choice.plain());
        try {
            return switch (new ProfileKeys(world).attempt(asked)) {
                case ProfileKeys.Attempt.Opened(var profile) -> {
                    var app = DeviceApp.of(world, profile);
                    device = app;
                    app.sweepPhotos();
                    yield new Opening.Attempt.Opened(() -> show(stage, app));
                }
                case ProfileKeys.Attempt.WantsNewPassphrase() ->
                        new Opening.Attempt.NewPassphrase();
                case ProfileKeys.Attempt.WantsPassphrase(boolean wrong) ->
                        new Opening.Attempt.Locked(wrong);
            };
        } catch (Problem e) {
            return new Opening.Attempt.Failed(
                    e.code(), String.valueOf(e.getMessage()), e.remedy(), e.toString());
        }
    }

    private void show(Stage stage, DeviceApp app) {
        if (closed.getCount() == 0) {
            // The window was closed while the profile was being opened.
            return;
        }
        var person =
                new ReadOnlyObjectWrapper<>(
                        app.enrolment().map(Person::of).orElse(Person.NOT_ENROLLED));
        window =
                new DesktopWindow(
                        world,
                        app,
                        new DesktopWindow.Place(
                                stage, choosers, background, ZoneId.systemDefault()),
                        person);
        window.show();
    }

    private void closed() {
        if (window != null) {
            window.close();
        }
        closed.countDown();
    }

    /** The open profile; empty while the person is still asked for the passphrase. */
    Optional<DeviceApp> device() {
        return Optional.ofNullable(device);
    }

    /** Returns once the window is closed and everything is put away; not for the screen's thread. */
    void awaitClosed() {
        boolean waiting = true;
        while (waiting) {
            try {
                closed.await();
                waiting = false;
            } catch (InterruptedException e) {
                waiting = true;
            }
        }
        var open = device;
        if (open != null) {
            open.close();
        }
    }
}
