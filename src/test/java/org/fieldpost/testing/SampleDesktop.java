package org.fieldpost.testing;

import static org.testfx.util.WaitForAsyncUtils.waitForAsyncFx;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.fieldpost.export.DeadLetterFile;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.media.Thumbnails;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.ui.capture.CaptureScreen;
import org.fieldpost.ui.forms.FormsScreen;
import org.fieldpost.ui.kit.Density;
import org.fieldpost.ui.settings.About;
import org.fieldpost.ui.settings.EnrolOutcome;
import org.fieldpost.ui.settings.SettingsDesk;
import org.fieldpost.ui.settings.SettingsScreen;
import org.fieldpost.ui.settings.Storage;
import org.fieldpost.ui.shell.Notices;
import org.fieldpost.ui.shell.Person;
import org.fieldpost.ui.shell.Preferences;
import org.fieldpost.ui.shell.SavedPreferences;
import org.fieldpost.ui.shell.Screen;
import org.fieldpost.ui.shell.Shell;
import org.fieldpost.ui.shell.ShellParts;
import org.fieldpost.ui.shell.Standing;
import org.fieldpost.ui.shell.StandingWatch;
import org.fieldpost.ui.shell.ThemeChoice;
import org.fieldpost.ui.submissions.SubmissionSearchSource;
import org.fieldpost.ui.submissions.SubmissionsScreen;
import org.fieldpost.ui.sync.DiscardDesk;
import org.fieldpost.ui.sync.SyncDesk;
import org.fieldpost.ui.sync.SyncScreen;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * The whole window with all its real screens over a real profile, put together as the program does it; only the state
 * of sync and the chosen photo files are what the test says. Made and used away from the JavaFX thread.
 */
public final class SampleDesktop implements AutoCloseable {
    public final SampleProfile sample;
    public final Notices notices;
    public final Preferences preferences;
    public final List<Path> toChoose = new ArrayList<>();
    public final WatchedBackground background = new WatchedBackground();
    public int syncsAsked;
    private final SimpleIntegerProperty needsPerson = new SimpleIntegerProperty();
    private final Listeners<Object> moved = new Listeners<>();
    private final StandingWatch standing;
    private final SimpleObjectProperty<Person> person;
    private final Listeners.Subscription events;
    private final Shell shell;
    private final Stage stage;
    private volatile SyncStatus status;
    private int width = Screenshots.WIDTH;
    private int height = Screenshots.HEIGHT;

    /** A window in {@code language} over {@code sample}, which is closed with it. */
    public SampleDesktop(SampleProfile sample, Locale language) throws InterruptedException {
        Fx.start();
        this.sample = sample;
        status = sync(SyncStatus.State.IDLE, null);
        notices = new Notices(sample.clock);
        person = new SimpleObjectProperty<>(Person.of(sample.profile.enrolment().orElseThrow()));
        standing = new StandingWatch(this::standing, background);
        standing.standingProperty()
                .subscribe(
                        now ->
                                needsPerson.set(
                                        now == null
                                                ? 0
                                                : Math.toIntExact(now.light().needsPerson())));
        preferences = new Preferences(SavedPreferences.NONE, language, _ -> {});
        preferences.themeProperty().set(ThemeChoice.LIGHT);
        events = sample.profile.events().listen(moved::tell);
        var _ = moved.add(_ -> standing.refresh());
        shell = onScreen(() -> new Shell(parts()));
        stage = onScreen(this::show);
        settle();
    }

    private Stage show() {
        var window = new Stage();
        shell.show(window);
        window.requestFocus();
        return window;
    }

    private ShellParts parts() {
        return new ShellParts(
                screens(),
                List.of(new SubmissionSearchSource(sample.profile)),
                person,
                standing,
                notices,
                preferences,
                () -> syncsAsked++,
                background,
                sample.clock,
                ZoneOffset.UTC);
    }

    private List<Screen> screens() {
        var profile = sample.profile;
        var thumbnails =
                new Thumbnails(
                        profile.thumbsFolder(), profile.vault().seal("thumbs"), sample.media);
        var photos = new FolderPictures(thumbnails, background);
        var capture = sample.capture();
        return List.of(
                Screen.listed(
                        FormsScreen.ID,
                        FormsScreen.class,
                        Feather.FILE_TEXT,
                        frame -> new FormsScreen(frame, profile, sample.ids)),
                Screen.inside(
                        FormsScreen.ID,
                        CaptureScreen.ID,
                        CaptureScreen.class,
                        Feather.EDIT_3,
                        frame ->
                                new CaptureScreen(
                                        frame,
                                        profile,
                                        capture,
                                        photos,
                                        chosen -> chosen.accept(List.copyOf(toChoose)))),
                Screen.listed(
                        SubmissionsScreen.ID,
                        SubmissionsScreen.class,
                        Feather.LIST,
                        frame ->
                                new SubmissionsScreen(
                                        frame, profile, photos, sample::lists, sample.ids)),
                SyncScreen.screen(
                        SyncDesk.of(
                                profile.database(),
                                profile.tables(),
                                () -> status,
                                () -> syncsAsked++,
                                sample.clock,
                                discards()),
                        wake -> moved.add(_ -> wake.run()),
                        needsPerson),
                SettingsScreen.screen(settings(), preferences, _ -> {}));
    }

    private DiscardDesk discards() {
        var profile = sample.profile;
        return DiscardDesk.of(
                line -> SyncDesk.loss(profile.database(), profile.tables(), line),
                new DeadLetterFile(profile.database(), profile.tables(), _ -> null),
                profile.writes(),
                sample.ids,
                sample.clock,
                (_, name, chosen) -> chosen.accept(profile.folder().resolve(name)));
    }

    private SettingsDesk settings() {
        return new SettingsDesk(
                () -> Optional.of(sample.profile.enrolment().orElseThrow()),
                (_, _) -> new EnrolOutcome.Unreachable("connect timed out"),
                (_, _) -> true,
                () -> new Storage(48_200_000, 1_900_000, 912_000_000, 6_100_000, 88_000_000_000L),
                new About("0.1.0", "25.0.3", "Linux 6.12", Path.of("profile", "awa"), "keyring"));
    }

    private Standing standing() {
        return sample.profile
                .database()
                .read(tx -> new Standing(true, new DeliveryLedger().light(tx), status));
    }

    /** Sync as it stands, its times told from the sample's clock. */
    public SyncStatus sync(SyncStatus.State state, @Nullable Instant nextTry) {
        return new SyncStatus(
                state,
                null,
                SyncStatus.Waiting.NOTHING,
                null,
                sample.clock.instant().minusSeconds(180),
                nextTry,
                null);
    }

    /** Everybody hears that sync stands so. */
    public void tell(SyncStatus now) {
        status = now;
        moved.tell(now);
        settle();
    }

    public Shell shell() {
        return shell;
    }

    public Scene scene() {
        return shell.scene();
    }

    /** Goes to a screen as the navigation would, and waits until it stands there. */
    public void go(String screen, @Nullable Object argument) {
        act(() -> shell.navigation().navigate(screen, argument));
    }

    /** The language, look and closeness of the window. */
    public void dress(Locale language, ThemeChoice theme, Density density) {
        act(
                () -> {
                    preferences.languageProperty().set(language);
                    preferences.themeProperty().set(theme);
                    preferences.densityProperty().set(density);
                });
    }

    /** How large it is when asked and shot: the headless platform's own screen is small. */
    public void size(int wide, int high) {
        width = wide;
        height = high;
    }

    private void lay() {
        root().resize(width, height);
        root().applyCss();
        root().layout();
    }

    /** Does {@code action} on the JavaFX thread and waits for everything it set off. */
    public void act(Runnable action) {
        onScreen(
                () -> {
                    action.run();
                    return Boolean.TRUE;
                });
        settle();
    }

    /** {@code question} answered on the JavaFX thread, everything laid out. */
    public <T> T ask(Callable<T> question) {
        return onScreen(
                () -> {
                    lay();
                    return question.call();
                });
    }

    private static <T> T onScreen(Callable<T> work) {
        return waitForAsyncFx(60_000, work);
    }

    private void settle() {
        background.settle();
        onScreen(
                () -> {
                    lay();
                    return Boolean.TRUE;
                });
        background.settle();
    }

    /** Presses a key where the keyboard is; {@code typed} is the letter it would write. */
    public void press(KeyCode code, String typed, boolean shift, boolean control) {
        act(
                () -> {
                    Node owner = scene().getFocusOwner();
                    Event.fireEvent(
                            owner == null ? scene().getRoot() : owner,
                            new KeyEvent(
                                    KeyEvent.KEY_PRESSED,
                                    "",
                                    typed,
                                    code,
                                    shift,
                                    control,
                                    false,
                                    false));
                });
    }

    public void press(KeyCode code) {
        press(code, "", false, false);
    }

    public void control(KeyCode code) {
        press(code, "", false, true);
    }

    /** The visible node that {@code selector} finds first, top to bottom. */
    public Node find(String selector) {
        return all(selector).getFirst();
    }

    /** Every visible node that {@code selector} finds. */
    public List<Node> all(String selector) {
        return ask(
                () ->
                        scene().getRoot().lookupAll(selector).stream()
                                .filter(SampleDesktop::isSeen)
                                .toList());
    }

    private static boolean isSeen(Node node) {
        for (@Nullable Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /** Presses the button (or line of a list that acts as one) whose words begin so. */
    public void push(String selector, String words) {
        var button =
                all(selector).stream()
                        .filter(node -> said(node).startsWith(words))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "no "
                                                        + selector
                                                        + " "
                                                        + words
                                                        + " among "
                                                        + all(selector).stream()
                                                                .map(SampleDesktop::said)
                                                                .toList()));
        act(
                () -> {
                    if (button instanceof Button pressed) {
                        pressed.fire();
                    } else if (button instanceof ToggleButton toggled) {
                        toggled.fire();
                    }
                });
    }

    private static String said(Node node) {
        if (node instanceof Labeled labeled
                && labeled.getText() != null
                && !labeled.getText().isBlank()) {
            return labeled.getText();
        }
        return node.getAccessibleText() == null ? "" : node.getAccessibleText();
    }

    /** A picture of the whole window as it stands, for the documents if they are asked for. */
    public void document(String name) {
        act(
                () -> {
                    lay();
                    Screenshots.document(name, root());
                });
    }

    /** The nodes of the whole window. */
    public Parent root() {
        return scene().getRoot();
    }

    @Override
    public void close() {
        onScreen(
                () -> {
                    stage.hide();
                    shell.close();
                    return Boolean.TRUE;
                });
        background.settle();
        events.close();
        sample.close();
    }
}
