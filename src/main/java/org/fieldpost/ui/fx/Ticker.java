package org.fieldpost.ui.fx;

import java.time.Instant;
import java.time.InstantSource;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Duration;

/** The present as screens see it: for "3 min ago" and count-downs, which move by themselves. */
public final class Ticker implements AutoCloseable {
    private final ReadOnlyObjectWrapper<Instant> now;
    private final InstantSource clock;
    private final Timeline timeline;

    /** Ticks every {@code period}; made and closed on the screen's thread. */
    public Ticker(InstantSource clock, java.time.Duration period) {
        this.clock = clock;
        now = new ReadOnlyObjectWrapper<>(clock.instant());
        timeline =
                new Timeline(
                        new KeyFrame(Duration.millis((double) period.toMillis()), _ -> tick()));
        timeline.setCycleCount(Animation.INDEFINITE);
        timeline.play();
    }

    public ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }

    /** Looks at the clock now. */
    public void tick() {
        now.set(clock.instant());
    }

    @Override
    public void close() {
        timeline.stop();
    }
}
