package org.fieldpost.ui.sync;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.EmptyState;
import org.fieldpost.ui.kit.ErrorBanner;
import org.fieldpost.ui.kit.Overlay;
import org.fieldpost.ui.kit.SizeWords;
import org.fieldpost.ui.kit.Tile;
import org.fieldpost.ui.kit.TimeWords;
import org.fieldpost.ui.kit.Tone;
import org.fieldpost.ui.kit.Tones;
import org.fieldpost.ui.shell.Frame;
import org.fieldpost.ui.shell.KeyHint;
import org.fieldpost.ui.shell.ScreenPart;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The sync centre: binds {@link SyncViewModel} to its nodes. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
public final class SyncView implements ScreenPart {
    private final SyncViewModel model;
    private final Frame frame;
    private final Words words;
    private final TimeWords times;
    private final SizeWords sizes;
    private final LineWords lines;
    private final RunDetail runDetail;
    private final Parent node;
    private final Overlay overlay = new Overlay();
    private final Listeners.Subscription listening;
    private final InvalidationListener keepUp = _ -> tellState();
    @FXML private VBox page;
    @FXML private Button syncNow;
    @FXML private HBox state;
    @FXML private FontIcon stateIcon;
    @FXML private Label headline;
    @FXML private Label sentence;
    @FXML private ProgressBar progress;
    @FXML private Label next;
    @FXML private Label support;
    @FXML private Tile records;
    @FXML private Tile photos;
    @FXML private Tile last;
    @FXML private TabPane tabs;
    @FXML private Tab needsTab;
    @FXML private ScrollPane needsScroll;
    @FXML private VBox needsList;
    @FXML private EmptyState needsEmpty;
    @FXML private Tab queueTab;
    @FXML private TableView<QueueLine> queue;
    @FXML private TableColumn<QueueLine, QueueLine> what;
    @FXML private TableColumn<QueueLine, QueueLine> status;
    @FXML private TableColumn<QueueLine, QueueLine> why;
    @FXML private TableColumn<QueueLine, QueueLine> since;
    @FXML private TableColumn<QueueLine, QueueLine> tried;
    @FXML private EmptyState queueEmpty;
    @FXML private TableView<SyncReport> runs;
    @FXML private TableColumn<SyncReport, SyncReport> runTime;
    @FXML private TableColumn<SyncReport, SyncReport> runOutcome;
    @FXML private TableColumn<SyncReport, SyncReport> runSent;
    @FXML private TableColumn<SyncReport, SyncReport> runReceived;
    @FXML private TableColumn<SyncReport, SyncReport> runPhotos;
    @FXML private ScrollPane detailScroll;
    @FXML private VBox detail;

    /**
     * @param changes tells when status or queue may have changed, from any thread; see {@link SyncScreen}
     */
    SyncView(SyncDesk desk, Function<Runnable, Listeners.Subscription> changes, Frame frame) {
        this.frame = frame;
        words = frame.loader().words(SyncView.class);
        times = new TimeWords(words, frame.zone());
        sizes = new SizeWords(words);
        model = new SyncViewModel(desk, frame.background(), words, times);
        lines = new LineWords(words, model.errors());
        runDetail = new RunDetail(words, times, model.errors());
        node = new StackPane(frame.loader().load(this), overlay);
        // The panel is dressed as the page is.
        overlay.getStylesheets().setAll(page.getStylesheets());
        listening = changes.apply(() -> frame.background().onScreen(model::refresh));
        model.refresh();
    }

    @FXML
    void initialize() {
        var banner = new ErrorBanner(words, Tone.WARNING);
        banner.troubleProperty().bind(model.troubleProperty());
        page.getChildren().add(1, banner);
        var clock = new ErrorBanner(words, Tone.WARNING);
        clock.troubleProperty().bind(model.clockProperty());
        page.getChildren().add(1, clock);
        syncNow.disableProperty().bind(model.runningProperty());
        model.statusProperty().addListener(keepUp);
        model.queueProperty().addListener(keepUp);
        frame.ticker().nowProperty().addListener(new WeakInvalidationListener(keepUp));
        needsEmpty.setIcon(Feather.CHECK_CIRCLE);
        queueEmpty.setIcon(Feather.SEND);
        needsTab.textProperty().bind(counted("needs.title", model.needsPerson()));
        queueTab.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () ->
                                        words.say(
                                                "queue.tab",
                                                model.queueProperty().get().waitingCount()),
                                model.queueProperty()));
        model.needsPerson().addListener((ListChangeListener<QueueLine>) _ -> listNeeds());
        listNeeds();
        tableOfQueue();
        tableOfRuns();
        tellState();
        tabs.getSelectionModel().select(queueTab);
    }

    private StringBinding counted(String key, ObservableList<?> list) {
        return Bindings.createStringBinding(() -> words.say(key, list.size()), list);
    }

    private void tellState() {
        Instant now = frame.ticker().nowProperty().get();
        var said = model.said(now);
        Tones.dress(state, said.tone());
        stateIcon.setIconCode(
                model.runningProperty().get() ? Feather.REFRESH_CW : icon(said.tone()));
        headline.setText(said.headline());
        sentence.setText(said.sentence());
        show(next, said.next());
        show(support, model.support());
        progress.setVisible(model.runningProperty().get());
        progress.setManaged(progress.isVisible());
        progress.setProgress(model.progress());
        var read = model.queueProperty().get();
        records.figureProperty().set(words.say("count", read.waitingCount()));
        records.detailProperty().set(words.say("tile.records.detail", read.needsPerson().size()));
        photos.figureProperty().set(words.say("count", read.photosWaiting()));
        photos.detailProperty().set(sizes.say(read.photoBytesWaiting()));
        var success = model.statusProperty().get().lastSuccessAt();
        last.figureProperty().set(success == null ? "–" : times.time(success));
        last.detailProperty()
                .set(success == null ? words.say("tile.last.never") : times.ago(success, now));
    }

    private static void show(Label label, String text) {
        label.setText(text);
        label.setManaged(!text.isEmpty());
        label.setVisible(!text.isEmpty());
    }

    private static Feather icon(Tone tone) {
        return switch (tone) {
            case NEUTRAL, INFO -> Feather.CLOUD;
            case GOOD -> Feather.CHECK_CIRCLE;
            case WARNING -> Feather.CLOUD_OFF;
            case DANGER -> Feather.ALERT_OCTAGON;
        };
    }

    private void listNeeds() {
        needsList
                .getChildren()
                .setAll(
                        model.needsPerson().stream()
                                .map(
                                        line ->
                                                (Node)
                                                        new NeedsLine(
                                                                line,
                                                                lines,
                                                                words,
                                                                canOpen(line) ? this::open : null,
                                                                model.canSendAgain(line)
                                                                        ? model::sendAgain
                                                                        : null,
                                                                model.canDiscard(line)
                                                                        ? this::discard
                                                                        : null))
                                .toList());
        boolean none = model.needsPerson().isEmpty();
        needsEmpty.setVisible(none);
        needsScroll.setVisible(!none);
    }

    private void discard(QueueLine line) {
        model.askToDiscard(
                line,
                asking ->
                        new DiscardPanel(
                                        asking,
                                        lines,
                                        words,
                                        model.discards(),
                                        overlay,
                                        () -> discarded(line))
                                .show(),
                () -> frame.notices().toast(Tone.WARNING, words.say("discard.cannot")));
    }

    private void discarded(QueueLine line) {
        frame.notices().toast(Tone.INFO, words.say("discard.done", lines.what(line)));
        model.refresh();
    }

    private boolean canOpen(QueueLine line) {
        return line.kind() == QueueLine.Kind.CONFLICT
                ? frame.navigation().offers("conflicts")
                : line.type() == EntityType.SUBMISSIONS && frame.navigation().offers("submissions");
    }

    private void open(QueueLine line) {
        frame.navigation()
                .navigate(
                        line.kind() == QueueLine.Kind.CONFLICT ? "conflicts" : "submissions",
                        line.entity());
    }

    private void tableOfQueue() {
        queue.setItems(model.waiting());
        queue.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        column(what, lines::what, line -> new FontIcon(lines.icon(line)));
        column(status, _ -> "", lines::chip);
        column(why, lines::why, _ -> null);
        column(since, line -> times.ago(line.since(), frame.clock().instant()), _ -> null);
        column(tried, line -> words.say("count", line.attempts()), _ -> null);
    }

    private void tableOfRuns() {
        runs.setItems(model.runs());
        runs.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        column(runTime, run -> times.ago(run.startedAt(), frame.clock().instant()), _ -> null);
        column(runOutcome, _ -> "", runDetail::chip);
        column(runSent, run -> words.say("count", run.push().accepted()), _ -> null);
        column(
                runReceived,
                run -> words.say("count", run.pull().applied() + run.pull().merged()),
                _ -> null);
        column(
                runPhotos,
                run -> words.say("count", run.media().sent() + run.media().fetched()),
                _ -> null);
        runs.getSelectionModel()
                .selectedItemProperty()
                .addListener((_, _, chosen) -> showRun(chosen));
        runs.getItems()
                .addListener(
                        (ListChangeListener<SyncReport>)
                                _ -> runs.getSelectionModel().selectFirst());
        showRun(null);
    }

    private void showRun(@Nullable SyncReport run) {
        detail.getChildren().setAll(run == null ? List.of() : runDetail.nodes(run));
        detailScroll.setVisible(run != null);
        detailScroll.setManaged(run != null);
    }

    private static <T> void column(
            TableColumn<T, T> column,
            Function<T, String> text,
            Function<T, @Nullable Node> graphic) {
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(
                _ ->
                        new TableCell<>() {
                            @Override
                            protected void updateItem(@Nullable T item, boolean empty) {
                                super.updateItem(item, empty);
                                var said = empty || item == null ? "" : text.apply(item);
                                setText(said);
                                setTooltip(said.isEmpty() ? null : new Tooltip(said));
                                setGraphic(empty || item == null ? null : graphic.apply(item));
                            }
                        });
        column.setReorderable(false);
    }

    @FXML
    void syncNow() {
        model.syncNow();
    }

    @Override
    public Parent node() {
        return node;
    }

    @Override
    public void shown(@Nullable Object argument) {
        model.refresh();
        if (!model.needsPerson().isEmpty()) {
            tabs.getSelectionModel().select(needsTab);
        }
        page.setOnKeyPressed(this::pressed);
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.F5 && !model.runningProperty().get()) {
            model.syncNow();
            event.consume();
        }
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(new KeyHint("F5", words.say("now")));
    }

    @Override
    public void close() {
        listening.close();
    }
}
