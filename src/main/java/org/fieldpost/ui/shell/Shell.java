package org.fieldpost.ui.shell;

import java.time.Duration;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.geometry.NodeOrientation;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.fieldpost.ui.fx.Ticker;
import org.fieldpost.ui.fx.ViewLoader;
import org.fieldpost.ui.kit.FullText;
import org.fieldpost.ui.kit.Theme;
import org.jspecify.annotations.Nullable;

/** The window: one scene for its whole life; its nodes are built anew when the language changes. */
public final class Shell implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);
    private final ShellParts parts;
    private final Navigator navigator;
    private final Ticker ticker;
    private final Scene scene = new Scene(new StackPane(), 1280, 720);
    private final ChangeListener<ColorScheme> systemChanged = (_, _, _) -> applyTheme();
    private @Nullable ShellView view;

    public Shell(ShellParts parts) {
        this.parts = parts;
        ticker = new Ticker(parts.clock(), TICK);
        navigator =
                new Navigator(
                        parts.screens(),
                        parts.person(),
                        parts.preferences().screenProperty().get());
        var preferences = parts.preferences();
        preferences.themeProperty().addListener((_, _, _) -> applyTheme());
        preferences.densityProperty().addListener((_, _, _) -> applyDensity());
        preferences.languageProperty().addListener((_, _, _) -> languageChanged());
        Platform.getPreferences().colorSchemeProperty().addListener(systemChanged);
        parts.person().addListener((_, _, now) -> personChanged(now));
        navigator.placeProperty().addListener((_, _, now) -> placeChanged(now));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        FullText.watch(scene);
        build();
    }

    /** Puts the window on {@code stage}: where it is if it is shown already, else where it stood last time. */
    public void show(Stage stage) {
        if (!stage.isShowing()) {
            place(stage, parts.preferences());
        }
        new WindowMemory(stage, parts.preferences()).noteWhenHidden();
        stage.setScene(scene);
        stage.setOnCloseRequest(event -> closeRequested(event, stage));
        stage.show();
        parts.standing().refresh();
    }

    /** Gives a stage that is not shown yet the window's title, size and place. */
    public static void place(Stage stage, Preferences preferences) {
        stage.setTitle("Fieldpost");
        stage.setMinWidth(WindowPlace.WIDTH_MIN);
        stage.setMinHeight(WindowPlace.HEIGHT_MIN);
        new WindowMemory(stage, preferences).restore();
    }

    private void closeRequested(WindowEvent event, Stage stage) {
        var now = view;
        if (now != null && !now.mayClose(stage::hide)) {
            event.consume();
        }
    }

    public Scene scene() {
        return scene;
    }

    public Navigation navigation() {
        return navigator;
    }

    /** The screens are made anew, unless that would lose something. */
    private void languageChanged() {
        var language = parts.preferences().languageProperty();
        var now = view;
        if (now != null && !now.locale().equals(language.get())) {
            now.whenSaved(this::build, () -> language.set(now.locale()));
        }
    }

    private void build() {
        var old = view;
        if (old != null) {
            old.close();
        }
        var loader = new ViewLoader(parts.preferences().languageProperty().get());
        var frame =
                new Frame(
                        loader,
                        navigator,
                        parts.notices(),
                        parts.background(),
                        parts.clock(),
                        ticker,
                        parts.zone());
        scene.setNodeOrientation(
                loader.words(Shell.class).rightToLeft()
                        ? NodeOrientation.RIGHT_TO_LEFT
                        : NodeOrientation.LEFT_TO_RIGHT);
        applyTheme();
        var fresh = new ShellView(parts, navigator, frame);
        scene.setRoot(fresh.load());
        view = fresh;
        applyDensity();
    }

    /** The look a person likes, as the system is now. */
    public static Theme theme(Preferences preferences) {
        boolean dark = Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        return preferences.themeProperty().get().theme(dark);
    }

    private void applyTheme() {
        var theme = theme(parts.preferences());
        theme.install();
        theme.dress(scene, scene.getNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT);
    }

    private void applyDensity() {
        parts.preferences().densityProperty().get().apply(scene.getRoot());
    }

    private void personChanged(Person person) {
        var now = view;
        if (now != null) {
            now.showPerson(person);
            now.listScreens();
        }
        if (!navigator.offers(navigator.placeProperty().get().screen().id())) {
            navigator.navigate(navigator.listed().getFirst().id());
        }
    }

    private void placeChanged(Navigator.Place place) {
        var now = view;
        if (now != null) {
            now.show(place);
        }
    }

    private void pressed(KeyEvent event) {
        var now = view;
        if (now != null) {
            now.pressed(event);
        }
    }

    @Override
    public void close() {
        ticker.close();
        Platform.getPreferences().colorSchemeProperty().removeListener(systemChanged);
        var now = view;
        if (now != null) {
            now.close();
            view = null;
        }
    }
}
