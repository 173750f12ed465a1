package org.fieldpost.ui.shell;

import javafx.stage.Screen;
import javafx.stage.Stage;

/** Where the window stands: put back at the start, noted when it is hidden. */
final class WindowMemory {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 720;
    private final Stage stage;
    private final Preferences preferences;

    WindowMemory(Stage stage, Preferences preferences) {
        this.stage = stage;
        this.preferences = preferences;
    }

    void restore() {
        var saved = preferences.windowProperty().get();
        if (saved == null) {
            stage.setWidth(WIDTH);
            stage.setHeight(HEIGHT);
            stage.centerOnScreen();
        } else {
            var place = saved.on(Screen.getScreens().stream().map(WindowMemory::area).toList());
            stage.setX(place.x());
            stage.setY(place.y());
            stage.setWidth(place.width());
            stage.setHeight(place.height());
            stage.setMaximized(place.maximised());
        }
    }

    void noteWhenHidden() {
        stage.setOnHiding(_ -> note());
    }

    /** A maximised window keeps the place it returns to. */
    private void note() {
        var before = preferences.windowProperty().get();
        boolean keepPlace = stage.isMaximized() && before != null;
        preferences
                .windowProperty()
                .set(
                        keepPlace
                                ? new WindowPlace(
                                        before.x(),
                                        before.y(),
                                        before.width(),
                                        before.height(),
                                        true)
                                : new WindowPlace(
                                        stage.getX(),
                                        stage.getY(),
                                        stage.getWidth(),
                                        stage.getHeight(),
                                        stage.isMaximized()));
    }

    private static WindowPlace.Area area(Screen screen) {
        var bounds = screen.getVisualBounds();
        return new WindowPlace.Area(
                bounds.getMinX(), bounds.getMinY(), bounds.getWidth(), bounds.getHeight());
    }
}
