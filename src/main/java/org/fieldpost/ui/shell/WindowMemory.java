package org.fieldpost.ui.shell;

import javafx.stage.Screen;
import javafx.stage.Stage;

/** Where the window stands: put back at the start, noted when it is hidden. */
final class WindowMemory {
    private final Stage stage;
    private final Preferences preferences;

    WindowMemory(Stage stage, Preferences preferences) {
        this.stage = stage;
        this.preferences = preferences;
    }

    /** Never left to the window manager: one that is slow to answer has put the title above the screen. */
    void restore() {
        var screens = Screen.getScreens().stream().map(WindowMemory::area).toList();
        var saved = preferences.windowProperty().get();
        var place = saved == null ? WindowPlace.first(screens) : saved.on(screens);
        stage.setX(place.x());
        stage.setY(place.y());
        stage.setWidth(place.width());
        stage.setHeight(place.height());
        stage.setMaximized(place.maximised());
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
