package org.fieldpost.ui.sync;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Background;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.TimeWords;
import org.fieldpost.ui.kit.Tone;
import org.fieldpost.ui.kit.Trouble;
import org.jspecify.annotations.Nullable;

/** The sync screen without its nodes: status, queue, dead letters, past runs; sync now, send again. */
public final class SyncViewModel {
    /**
     * How sync stands, in words.
     *
     * @param next when it goes on by itself; may be empty
     */
    public record Said(Tone tone, String headline, String sentence, String next) {}

    private static final System.Logger LOG = System.getLogger(SyncViewModel.class.getName());
    private final SyncDesk desk;
    private final Background background;
    private final Words words;
    private final TimeWords times;
    private final ErrorWords errors;
    private final ReadOnlyObjectWrapper<SyncStatus> status;
    private final ReadOnlyObjectWrapper<Queue> queue = new ReadOnlyObjectWrapper<>(Queue.EMPTY);
    private final ReadOnlyObjectWrapper<@Nullable Trouble> trouble = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Trouble> clock = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private final ObservableList<QueueLine> waiting = FXCollections.observableArrayList();
    private final ObservableList<QueueLine> needsPerson = FXCollections.observableArrayList();
    private final ObservableList<SyncReport> runs = FXCollections.observableArrayList();
    private boolean reading;
    private boolean asked;

    public SyncViewModel(SyncDesk desk, Background background, Words words, TimeWords times) {
        this.desk = desk;
        this.background = background;
        this.words = words;
        this.times = times;
        errors = new ErrorWords(words);
        status = new ReadOnlyObjectWrapper<>(desk.status().get());
        told();
    }

    /** Something may have changed: looks at the status now and reads the queue in the background. */
    public void refresh() {
        status.set(desk.status().get());
        told();
        asked = true;
        readIfIdle();
    }

    private void readIfIdle() {
        if (asked && !reading) {
            asked = false;
            reading = true;
            background.run(desk.queue(), this::arrived, this::failed);
        }
    }

    private void arrived(Queue read) {
        reading = false;
        queue.set(read);
        loaded.set(true);
        trouble.set(null);
        replace(waiting, read.waiting());
        replace(needsPerson, read.needsPerson());
        replace(runs, read.runs());
        clock.set(new ClockWords(words).trouble(read.clock()));
        readIfIdle();
    }

    /** Leaves a list that says the same alone, so that selection and focus stay. */
    private static <T> void replace(ObservableList<T> shown, List<T> fresh) {
        if (!shown.equals(fresh)) {
            shown.setAll(fresh);
        }
    }

    private void failed(Throwable problem) {
        LOG.log(System.Logger.Level.WARNING, "cannot read the queue", problem);
        reading = false;
        trouble.set(
                new Trouble(
                        words.say("queue.unreadable"),
                        words.say("data.kept"),
                        words.say("remedy.doctor"),
                        "FP-2199",
                        String.valueOf(problem)));
    }

    private void told() {
        var now = status.get();
        running.set(now.state() == SyncStatus.State.RUNNING);
    }

    /** Asks for a sync at once. */
    public void syncNow() {
        desk.syncNow().run();
        refresh();
    }

    /** Gives a line that stands still another try, and sends at once. */
    public void sendAgain(QueueLine line) {
        background.run(
                () -> {
                    desk.sendAgain().accept(line);
                    return Boolean.TRUE;
                },
                _ -> syncNow(),
                this::failed);
    }

    /** Looks what discarding {@code line} loses, then asks; or calls {@code cannot} when it cannot be discarded now. */
    void askToDiscard(QueueLine line, Consumer<DiscardViewModel> ask, Runnable cannot) {
        background.run(
                () -> desk.discards().loss().apply(line),
                found ->
                        found.ifPresentOrElse(
                                loss ->
                                        ask.accept(
                                                new DiscardViewModel(
                                                        line, loss, desk.discards(), background)),
                                () -> {
                                    cannot.run();
                                    refresh();
                                }),
                this::failed);
    }

    boolean canDiscard(QueueLine line) {
        return line.kind() == QueueLine.Kind.DEAD && line.type() != EntityType.CONFLICTS;
    }

    DiscardDesk discards() {
        return desk.discards();
    }

    public boolean canSendAgain(QueueLine line) {
        return SyncDesk.canSendAgain(line);
    }

    /** How sync stands at {@code now}. */
    public Said said(Instant now) {
        var at = status.get();
        var when = at.nextTryAt();
        var next = when == null ? "" : words.say("next", times.until(when, now));
        return switch (at.state()) {
            case STOPPED ->
                    new Said(Tone.NEUTRAL, words.say("state.stopped"), words.say("data.kept"), "");
            case RUNNING -> new Said(Tone.INFO, words.say("state.running"), phase(at), "");
            case OFFLINE ->
                    at.isProblem(SyncErrorCode.UNTRUSTED)
                            ? new Said(Tone.WARNING, words.say("state.untrusted"), why(at), next)
                            : new Said(
                                    Tone.WARNING,
                                    words.say("state.offline"),
                                    words.say("data.safe"),
                                    next);
            case BACKING_OFF ->
                    at.isProblem(SyncErrorCode.SUSPENDED)
                            ? new Said(Tone.DANGER, words.say("state.suspended"), why(at), next)
                            : new Said(Tone.WARNING, words.say("state.backingOff"), why(at), next);
            case PAUSED -> new Said(Tone.DANGER, words.say("state.paused"), why(at), "");
            case IDLE -> idle(at, next);
        };
    }

    private String why(SyncStatus at) {
        var problem = at.problem();
        if (problem == null) {
            return words.say("data.kept");
        }
        var trouble = errors.trouble(problem);
        return String.join(" ", trouble.what(), trouble.data(), trouble.remedy());
    }

    /** Code and details of what is wrong, for support; empty when nothing is. */
    public String support() {
        var problem = status.get().problem();
        return problem == null
                ? ""
                : words.say("needs.detail", problem.code().code(), problem.message());
    }

    private Said idle(SyncStatus at, String next) {
        if (at.waiting().needsPerson()) {
            return new Said(
                    Tone.DANGER,
                    words.say("state.needsPerson"),
                    words.say("state.needsPerson.text"),
                    next);
        }
        if (!at.waiting().isEverythingSent()) {
            return new Said(Tone.WARNING, words.say("state.waiting"), words.say("data.safe"), next);
        }
        var success = at.lastSuccessAt();
        return success == null || !at.isUpToDate()
                ? new Said(
                        Tone.NEUTRAL,
                        words.say("state.nothing"),
                        words.say("state.nothing.text"),
                        next)
                : new Said(
                        Tone.GOOD,
                        words.say("state.upToDate"),
                        words.say("state.upToDate.text", times.time(success)),
                        next);
    }

    private String phase(SyncStatus at) {
        var progress = at.progress();
        if (progress == null) {
            return "";
        }
        var phase = words.say("phase." + progress.phase().name());
        return switch (progress.phase()) {
            case CONNECTING -> phase;
            case PUSHING, PULLING, FETCHING_LISTS ->
                    progress.total() == 0
                            ? phase
                            : words.say("phase.of", phase, progress.done(), progress.total());
            case SENDING_PHOTOS, FETCHING_PHOTOS ->
                    progress.total() == 0
                            ? phase
                            : words.say(
                                    "phase.percent",
                                    phase,
                                    (double) progress.done() / progress.total());
        };
    }

    /** From 0 to 1; below 0 when nobody knows. */
    public double progress() {
        var progress = status.get().progress();
        return progress == null || progress.total() == 0
                ? -1
                : (double) progress.done() / progress.total();
    }

    /** Null unless this laptop's clock is wrong. */
    public ReadOnlyObjectProperty<@Nullable Trouble> clockProperty() {
        return clock.getReadOnlyProperty();
    }

    ErrorWords errors() {
        return errors;
    }

    public ReadOnlyObjectProperty<SyncStatus> statusProperty() {
        return status.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Queue> queueProperty() {
        return queue.getReadOnlyProperty();
    }

    /** Why the queue cannot be shown; null when it can. */
    public ReadOnlyObjectProperty<@Nullable Trouble> troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Whether the queue was read at least once. */
    public ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    public ObservableList<QueueLine> waiting() {
        return waiting;
    }

    public ObservableList<QueueLine> needsPerson() {
        return needsPerson;
    }

    public ObservableList<SyncReport> runs() {
        return runs;
    }
}
