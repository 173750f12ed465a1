package org.fieldpost.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fieldpost.capture.CaptureRequest;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.sync.IntegrityReport;
import org.fieldpost.sync.MediaReport;
import org.fieldpost.sync.PullReport;
import org.fieldpost.sync.PushReport;
import org.fieldpost.sync.SyncPhase;
import org.fieldpost.sync.SyncProgress;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.sync.SyncTrigger;
import org.fieldpost.ui.kit.Tone;
import org.jspecify.annotations.Nullable;

/** The window with something to show on every screen, and the way to each of them. Away from the JavaFX thread. */
public final class Showcase implements AutoCloseable {
    public final SampleDesktop desktop;
    private final SampleDay day;
    private @Nullable SubmissionId last;
    private @Nullable UUID unfinished;
    private @Nullable UUID withErrors;

    /** A screen in a state, and how one comes there; {@code name} is its picture's. */
    public record Piece(String name, Consumer<Showcase> open) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What can be shown of a day with work waiting. */
    public static final List<Piece> PIECES =
            List.of(
                    new Piece("shell", Showcase::palette),
                    new Piece("shell-keys", Showcase::keys),
                    new Piece("shell-notices", Showcase::notices),
                    new Piece("forms", Showcase::forms),
                    new Piece("capture", Showcase::capture),
                    new Piece("capture-repeat", Showcase::repeat),
                    new Piece("capture-photos", Showcase::photos),
                    new Piece("capture-errors", Showcase::errors),
                    new Piece("capture-finish", Showcase::finish),
                    new Piece("capture-goto", Showcase::goTo),
                    new Piece("submissions", Showcase::submissions),
                    new Piece("submission-detail", Showcase::detail),
                    new Piece("sync-waiting", Showcase::sending),
                    new Piece("settings", Showcase::settings));

    /** In the morning everything is at the hub; {@link #work} makes something to do. */
    public Showcase(Path folder) throws Exception {
        var sample = new SampleProfile(folder);
        day = new SampleDay(sample).morning();
        desktop = new SampleDesktop(sample, Locale.ENGLISH);
        var photo = folder.resolve("diallo-1.jpg");
        Files.write(photo, sample.forms.sampleFile("household_survey", "diallo-1.jpg"));
        desktop.toChoose.add(photo);
    }

    /** From here on submissions wait and drafts are unfinished: what {@link #PIECES} show. */
    public Showcase work() {
        last = day.afternoon();
        withErrors = day.withErrors();
        unfinished = day.unfinished();
        desktop.tell(offline());
        return this;
    }

    private CaptureRequest resume(@Nullable UUID draft) {
        return new CaptureRequest.Resume(Objects.requireNonNull(draft, "work() comes first"));
    }

    private SyncStatus offline() {
        return desktop.sync(
                SyncStatus.State.OFFLINE, desktop.sample.clock.instant().plusSeconds(40));
    }

    private void front(String screen, @Nullable Object argument) {
        desktop.press(KeyCode.ESCAPE);
        desktop.tell(offline());
        desktop.go(screen, argument);
    }

    private void palette() {
        front("forms", null);
        desktop.control(KeyCode.K);
        desktop.act(() -> ((TextField) desktop.scene().lookup("#query")).setText("s"));
    }

    private void keys() {
        front("capture", resume(unfinished));
        desktop.press(KeyCode.F1);
    }

    private void notices() {
        front("forms", null);
        desktop.act(
                () -> {
                    desktop.notices.dismissAll();
                    desktop.notices.keep(
                            Tone.WARNING,
                            "Rejected: 2 questions",
                            "Household Diallo came back with two comments by Moussa.",
                            "submissions",
                            null);
                    desktop.notices.keep(
                            Tone.INFO, "New form", "Water point 2026.2 is ready.", "forms", null);
                });
        desktop.act(() -> ((javafx.scene.control.Button) desktop.scene().lookup("#bell")).fire());
    }

    private void forms() {
        front("forms", null);
    }

    private void capture() {
        front("capture", resume(unfinished));
        section(0);
    }

    private void section(int index) {
        desktop.act(
                () ->
                        ((javafx.scene.control.Button)
                                        desktop.scene()
                                                .lookup("#sections")
                                                .lookupAll(".section-button")
                                                .toArray()[index])
                                .fire());
    }

    private void repeat() {
        capture();
        section(1);
        desktop.act(() -> desktop.scene().lookup(".repeat-line").requestFocus());
        desktop.press(KeyCode.ENTER);
    }

    private void photos() {
        capture();
        section(3);
        if (desktop.all(".photo-tile").isEmpty()) {
            desktop.push(".drop-zone .button", "");
        }
        desktop.act(() -> desktop.scene().lookup(".photo-tile").requestFocus());
        desktop.act(() -> ((ScrollPane) desktop.scene().lookup(".page-scroll")).setVvalue(1));
    }

    private void errors() {
        front("capture", resume(withErrors));
        desktop.control(KeyCode.ENTER);
        desktop.press(KeyCode.F8);
    }

    private void finish() {
        front("capture", resume(withErrors));
        desktop.control(KeyCode.ENTER);
    }

    private void goTo() {
        capture();
        desktop.control(KeyCode.G);
    }

    private void submissions() {
        front("submissions", last);
    }

    private void detail() {
        submissions();
        desktop.act(() -> ((ScrollPane) desktop.scene().lookup(".detail-scroll")).setVvalue(0.62));
    }

    private void sending() {
        front("sync", null);
        var running = desktop.sync(SyncStatus.State.RUNNING, null);
        desktop.tell(
                new SyncStatus(
                        running.state(),
                        new SyncProgress(SyncPhase.SENDING_PHOTOS, 2, 5),
                        new SyncStatus.Waiting(4, 5, 1_400_000, 0, 0, 0),
                        null,
                        running.lastSuccessAt(),
                        null,
                        null));
        tab(1);
    }

    private void tab(int index) {
        desktop.act(
                () ->
                        ((TabPane) desktop.scene().lookup("#tabs"))
                                .getSelectionModel()
                                .select(index));
    }

    private void settings() {
        front("settings", null);
    }

    /** From here on something needs a person; there is no way back. */
    public void needsYou() {
        day.troubles();
        front("sync", null);
        var idle =
                desktop.sync(
                        SyncStatus.State.IDLE, desktop.sample.clock.instant().plusSeconds(300));
        desktop.tell(
                new SyncStatus(
                        idle.state(),
                        null,
                        new SyncStatus.Waiting(2, 4, 1_100_000, 1, 1, 0),
                        null,
                        idle.lastSuccessAt(),
                        idle.nextTryAt(),
                        null));
        tab(0);
    }

    /** Everything is at the hub: the screen of the morning. */
    public void safe() {
        desktop.go("sync", null);
        var now = desktop.sample.clock.instant();
        desktop.tell(
                new SyncStatus(
                        SyncStatus.State.IDLE,
                        null,
                        SyncStatus.Waiting.NOTHING,
                        completed(now.minusSeconds(182)),
                        now.minusSeconds(180),
                        now.plusSeconds(300),
                        null));
        tab(1);
    }

    private static SyncReport completed(Instant start) {
        return new SyncReport(
                new UUID(1, 1),
                SyncTrigger.INTERVAL,
                start,
                start.plusMillis(2_340),
                SyncReport.Outcome.COMPLETED,
                PushReport.NONE,
                PullReport.NONE,
                MediaReport.NONE,
                IntegrityReport.NONE,
                List.of());
    }

    @Override
    public void close() {
        desktop.close();
    }
}
