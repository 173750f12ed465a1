package org.fieldpost.app;

import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.stage.Stage;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.export.DeadLetterFile;
import org.fieldpost.kernel.Background;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.store.DraftEvent;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.Profile;
import org.fieldpost.sync.DataSyncService;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubFailure;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.ui.answers.Photos;
import org.fieldpost.ui.capture.CaptureScreen;
import org.fieldpost.ui.capture.PhotoChooser;
import org.fieldpost.ui.forms.FormsScreen;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Tone;
import org.fieldpost.ui.settings.About;
import org.fieldpost.ui.settings.EnrolOutcome;
import org.fieldpost.ui.settings.SettingsDesk;
import org.fieldpost.ui.settings.SettingsScreen;
import org.fieldpost.ui.settings.StorageReader;
import org.fieldpost.ui.shell.Notices;
import org.fieldpost.ui.shell.Person;
import org.fieldpost.ui.shell.Preferences;
import org.fieldpost.ui.shell.PreferencesFile;
import org.fieldpost.ui.shell.SavedPreferences;
import org.fieldpost.ui.shell.Screen;
import org.fieldpost.ui.shell.Shell;
import org.fieldpost.ui.shell.ShellParts;
import org.fieldpost.ui.shell.Standing;
import org.fieldpost.ui.shell.StandingWatch;
import org.fieldpost.ui.submissions.SubmissionSearchSource;
import org.fieldpost.ui.submissions.SubmissionsScreen;
import org.fieldpost.ui.sync.DiscardDesk;
import org.fieldpost.ui.sync.SyncDesk;
import org.fieldpost.ui.sync.SyncScreen;
import org.fieldpost.ui.welcome.WelcomeView;
import org.kordamp.ikonli.feather.Feather;

/** The window of an open profile: its screens, handed what they need. Made and used on the screen's thread. */
final class DesktopWindow implements AutoCloseable {
    private final World world;
    private final DeviceApp app;
    private final Stage stage;
    private final PhotoChoosers choosers;
    private final ObjectProperty<Person> person;
    private final Background background;
    private final Owned owned = new Owned();
    private final Listeners<Object> moved = new Listeners<>();
    private final IntegerProperty needsPerson = new SimpleIntegerProperty();
    private final StandingWatch standing;
    private final Preferences preferences;
    private final Notices notices;
    private final Shell shell;

    /** Where the window stands and what is around it. */
    record Place(Stage stage, PhotoChoosers choosers, Background background, ZoneId zone) {}

    DesktopWindow(World world, DeviceApp app, Place place, ObjectProperty<Person> person) {
        this.world = world;
        this.app = app;
        this.stage = place.stage();
        this.choosers = place.choosers();
        this.person = person;
        this.background = place.background();
        standing = new StandingWatch(this::standing, background);
        standing.standingProperty()
                .subscribe(
                        now ->
                                needsPerson.set(
                                        now == null
                                                ? 0
                                                : Math.toIntExact(now.light().needsPerson())));
        var file = new PreferencesFile(app.profile().folder());
        preferences =
                new Preferences(file.load(), Locale.getDefault(), saved -> saveSoon(file, saved));
        owned.own(file::write);
        notices = new Notices(world.clock());
        owned.own(moved.add(_ -> standing.refresh()));
        owned.own(app.profile().events().listen(moved::tell));
        owned.own(app.profile().events().listenToDrafts(this::draftMoved));
        app.sync().ifPresent(this::follow);
        shell =
                owned.own(
                        new Shell(
                                new ShellParts(
                                        screens(),
                                        List.of(new SubmissionSearchSource(app.profile())),
                                        person,
                                        standing,
                                        notices,
                                        preferences,
                                        this::syncNow,
                                        background,
                                        world.clock(),
                                        place.zone())));
    }

    /** Away from the screen, the newest state last; what is left is written when the window goes. */
    private void saveSoon(PreferencesFile file, SavedPreferences saved) {
        file.offer(saved);
        background.run(Executors.callable(file::write), _ -> {}, _ -> {});
    }

    /** Every key pressed saves a draft; only how many there are changes how the work stands. */
    private void draftMoved(DraftEvent event) {
        if (!(event instanceof DraftEvent.Saved)) {
            moved.tell(event);
        }
    }

    Shell shell() {
        return shell;
    }

    /** Shows the window; sync begins after its first paint. */
    void show() {
        shell.show(stage);
        var words = words();
        for (var notice : app.profile().notices()) {
            notices.keep(
                    Tone.WARNING, words.say("profile.notice.title"), words.say(notice), null, null);
        }
        stage.focusedProperty()
                .subscribe(front -> app.sync().ifPresent(sync -> sync.focusChanged(front)));
        background.onScreen(() -> app.sync().ifPresent(DataSyncService::openStartupGate));
    }

    private Words words() {
        return Words.of(WelcomeView.class, preferences.languageProperty().get());
    }

    private List<Screen> screens() {
        var profile = app.profile();
        Photos photos = new DiskPhotos(app.media(), app.thumbnails(), background);
        PhotoChooser chooser = choosers.over(stage, this::words);
        return List.of(
                Screen.listed(
                        FormsScreen.ID,
                        FormsScreen.class,
                        Feather.FILE_TEXT,
                        frame -> new FormsScreen(frame, profile, world.ids())),
                Screen.inside(
                        FormsScreen.ID,
                        CaptureScreen.ID,
                        CaptureScreen.class,
                        Feather.EDIT_3,
                        frame -> new CaptureScreen(frame, profile, app.capture(), photos, chooser)),
                Screen.listed(
                        SubmissionsScreen.ID,
                        SubmissionsScreen.class,
                        Feather.LIST,
                        frame ->
                                new SubmissionsScreen(
                                        frame,
                                        profile,
                                        photos,
                                        form -> app.lists().of(form),
                                        world.ids())),
                SyncScreen.screen(
                        syncDesk(profile), wake -> moved.add(_ -> wake.run()), needsPerson),
                SettingsScreen.screen(settingsDesk(profile), preferences, this::enrolled));
    }

    private SyncDesk syncDesk(Profile profile) {
        return SyncDesk.of(
                profile.database(),
                profile.tables(),
                this::status,
                this::syncNow,
                world.clock(),
                discardDesk(profile));
    }

    private DiscardDesk discardDesk(Profile profile) {
        var media = app.media();
        return DiscardDesk.of(
                line -> SyncDesk.loss(profile.database(), profile.tables(), line),
                new DeadLetterFile(
                        profile.database(),
                        profile.tables(),
                        hash -> media.has(hash) ? media.open(hash) : null),
                profile.writes(),
                world.ids(),
                world.clock(),
                new FileDialogLetters(stage));
    }

    private SettingsDesk settingsDesk(Profile profile) {
        return new SettingsDesk(
                profile::enrolment,
                this::enrol,
                (now, fresh) -> new ProfileKeys(world).change(app.profile(), now, fresh),
                new StorageReader(profile.folder())::read,
                new About(
                        World.VERSION,
                        System.getProperty("java.version"),
                        System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        profile.folder(),
                        profile.vault().backend()));
    }

    private EnrolOutcome enrol(String address, String code) {
        return switch (app.enrol(URI.create(address), code, "")) {
            case HubAnswer.Success<Enrolment>(Enrolment enrolment) ->
                    new EnrolOutcome.Enrolled(enrolment);
            case HubAnswer.Failed<Enrolment>(HubFailure failure) -> outcome(failure);
        };
    }

    private static EnrolOutcome outcome(HubFailure failure) {
        return switch (failure) {
            case HubFailure.Unreachable unreachable ->
                    new EnrolOutcome.Unreachable(unreachable.reason());
            case HubFailure.Untrusted untrusted ->
                    new EnrolOutcome.Refused(
                            new ErrorBody(
                                    SyncErrorCode.UNTRUSTED.code(), untrusted.reason(), true));
            case HubFailure.RetryLater later -> new EnrolOutcome.Refused(later.error());
            case HubFailure.Unauthorized unauthorized ->
                    new EnrolOutcome.Refused(unauthorized.error());
            case HubFailure.EpochChanged changed -> new EnrolOutcome.Refused(changed.error());
            case HubFailure.HorizonPassed passed -> new EnrolOutcome.Refused(passed.error());
            case HubFailure.TooLarge large -> new EnrolOutcome.Refused(large.error());
            case HubFailure.Refused refused -> new EnrolOutcome.Refused(refused.error());
        };
    }

    /** On the screen's thread, once the hub took this laptop in. */
    private void enrolled(Enrolment enrolment) {
        person.set(Person.of(enrolment));
        app.sync().ifPresent(this::follow);
        app.sync().ifPresent(DataSyncService::openStartupGate);
        standing.refresh();
    }

    private void follow(DataSyncService sync) {
        owned.own(sync.listen(moved::tell));
    }

    private Optional<DataSyncService> sync() {
        return app.sync();
    }

    private void syncNow() {
        if (sync().isPresent()) {
            // Its report comes by the status.
            var _ = sync().get().syncNow();
        }
    }

    private SyncStatus status() {
        return sync().map(DataSyncService::status)
                .orElse(
                        new SyncStatus(
                                SyncStatus.State.STOPPED,
                                null,
                                SyncStatus.Waiting.NOTHING,
                                null,
                                null,
                                null,
                                null));
    }

    private Standing standing() {
        var profile = app.profile();
        return profile.database()
                .read(
                        tx ->
                                new Standing(
                                        profile.tables().settings().enrolment(tx).isPresent(),
                                        new DeliveryLedger().light(tx),
                                        status()));
    }

    @Override
    public void close() {
        owned.close();
    }
}
