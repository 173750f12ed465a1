package org.fieldpost.ui.shell;

import java.time.Instant;
import java.util.function.Supplier;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.ui.kit.StatusChip;
import org.fieldpost.ui.kit.Tone;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The bar at the bottom: what is true about this laptop's work, looked at anew with every tick. A click opens the sync
 * screen.
 */
final class PromiseBar extends Button {
    private final PromiseWords words;
    private final ObservableValue<@Nullable Standing> standing;
    private final ObservableValue<Instant> now;
    private final Supplier<@Nullable Unsaved> unsaved;
    private final FontIcon icon = new FontIcon();
    private final TimeLeft timeLeft = new TimeLeft();
    private final Label sentence = new Label();
    private final Label aside = new Label();
    private final ProgressBar progress = new ProgressBar();
    private final StatusChip verdict = new StatusChip();
    private final InvalidationListener keepUp = _ -> refresh();
    private @Nullable String tone;

    PromiseBar(
            PromiseWords words,
            ObservableValue<@Nullable Standing> standing,
            ObservableValue<Instant> now,
            Supplier<@Nullable Unsaved> unsaved,
            Runnable open) {
        this.words = words;
        this.standing = standing;
        this.now = now;
        this.unsaved = unsaved;
        getStyleClass().setAll("promise-bar");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setMaxWidth(Double.MAX_VALUE);
        aside.getStyleClass().add("muted");
        progress.setPrefWidth(160);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var line = new HBox(icon, sentence, aside, progress, gap, verdict);
        line.getStyleClass().add("promise-line");
        line.prefWidthProperty().bind(widthProperty().subtract(32));
        setGraphic(line);
        setOnAction(_ -> open.run());
        standing.addListener(new WeakInvalidationListener(keepUp));
        now.addListener(new WeakInvalidationListener(keepUp));
        refresh();
    }

    void refresh() {
        var at = standing.getValue();
        var said = words.say(promise(at), now.getValue());
        getStyleClass().remove(tone);
        tone = said.tone().styleClass();
        getStyleClass().add(tone);
        icon.setIconCode(icon(said.tone()));
        sentence.setText(said.sentence());
        var left = left(at);
        var beside = said.aside().isEmpty() ? left : said.aside();
        aside.setText(beside);
        aside.setManaged(!beside.isEmpty());
        verdict.show(said.tone(), icon(said.tone()), said.verdict());
        verdict.setVisible(!said.verdict().isEmpty());
        showProgress(at);
        setAccessibleText(String.join(". ", said.verdict(), said.sentence(), said.aside()).strip());
    }

    /** What is on the screen alone comes before all that is on the disk. */
    private Promise promise(@Nullable Standing at) {
        var work = unsaved.get();
        return work != null && work.failed() ? new Promise.NotSaved(work.name()) : Promise.of(at);
    }

    private String left(@Nullable Standing at) {
        return timeLeft.observe(at == null ? null : at.sync().progress(), now.getValue())
                .map(rest -> words.left(rest, now.getValue()))
                .orElse("");
    }

    private void showProgress(@Nullable Standing at) {
        boolean running = at != null && at.sync().state() == SyncStatus.State.RUNNING;
        progress.setVisible(running);
        progress.setManaged(running);
        var steps = at == null ? null : at.sync().progress();
        progress.setProgress(
                steps == null || steps.total() == 0
                        ? ProgressBar.INDETERMINATE_PROGRESS
                        : (double) steps.done() / steps.total());
    }

    private static Feather icon(Tone tone) {
        return switch (tone) {
            case NEUTRAL -> Feather.LOADER;
            case INFO -> Feather.EDIT_3;
            case GOOD -> Feather.SHIELD;
            case WARNING -> Feather.UPLOAD_CLOUD;
            case DANGER -> Feather.ALERT_OCTAGON;
        };
    }
}
