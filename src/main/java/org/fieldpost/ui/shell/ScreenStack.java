package org.fieldpost.ui.shell;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The screens built so far, one in front. */
final class ScreenStack implements AutoCloseable {
    private final StackPane room;
    private final Frame frame;
    private final Map<String, ScreenPart> built = new HashMap<>();
    private @Nullable ScreenPart front;

    ScreenStack(StackPane room, Frame frame) {
        this.room = room;
        this.frame = frame;
    }

    /** Brings a screen to the front, the keyboard into it, and hands it its argument. */
    void show(Navigator.Place place) {
        var screen = place.screen();
        var part = built.computeIfAbsent(screen.id(), _ -> screen.factory().open(frame));
        var before = front;
        if (before != null && !before.equals(part)) {
            before.left();
        }
        front = part;
        if (!room.getChildren().contains(part.node())) {
            room.getChildren().setAll(part.node());
            part.node().requestFocus();
        }
        part.shown(place.argument());
    }

    /** What would be lost if the screens went now, also of those that are not in front; null for nothing. */
    @Nullable Unsaved unsaved() {
        return built.values().stream()
                .map(ScreenPart::unsaved)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Nullable ScreenPart front() {
        return front;
    }

    @Override
    public void close() {
        if (front != null) {
            front.left();
        }
        room.getChildren().clear();
        built.values().forEach(ScreenPart::close);
        built.clear();
        front = null;
    }
}
