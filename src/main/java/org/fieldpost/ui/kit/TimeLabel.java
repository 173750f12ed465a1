package org.fieldpost.ui.kit;

import java.time.Instant;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** A time told relative to now, keeping up by itself; the exact time on hover. */
public final class TimeLabel extends Label {
    private final TimeWords times;
    private final ObservableValue<Instant> now;
    private final ObjectProperty<@Nullable Instant> time = new SimpleObjectProperty<>();
    private final ChangeListener<Instant> keepUp = (_, _, _) -> say();

    /** A label of nothing yet; {@code now} is the frame's ticker. */
    public TimeLabel(TimeWords times, ObservableValue<Instant> now) {
        this.times = times;
        this.now = now;
        getStyleClass().add("time-label");
        now.addListener(new WeakChangeListener<>(keepUp));
        time.addListener((_, _, _) -> say());
    }

    /** The time told; null for none. */
    public ObjectProperty<@Nullable Instant> timeProperty() {
        return time;
    }

    private void say() {
        var then = time.get();
        if (then == null) {
            setText("");
            setTooltip(null);
            return;
        }
        setText(times.ago(then, now.getValue()));
        if (getTooltip() == null) {
            setTooltip(new Tooltip());
        }
        getTooltip().setText(times.exact(then));
    }
}
