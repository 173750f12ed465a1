package org.fieldpost.app;

import java.net.URI;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.fieldpost.capture.CaptureService;
import org.fieldpost.capture.CaptureTools;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.cli.ProfileChoice;
import org.fieldpost.hubclient.HttpHubApi;
import org.fieldpost.hubclient.HubClientSettings;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.media.FreeSpace;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.media.Thumbnails;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.Profile;
import org.fieldpost.sync.DataSyncService;
import org.fieldpost.sync.FormPublishing;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubApi;
import org.fieldpost.sync.NetworkWatch;
import org.fieldpost.sync.RemoteFirst;
import org.fieldpost.sync.SyncPhase;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.sync.SyncTools;
import org.jspecify.annotations.Nullable;

/**
 * A profile at work, put together: storage, capture and, once enrolled, sync. Shared by the desktop and the
 * commands.
 */
final class DeviceApp implements AutoCloseable {
    /** A photo, its draft and some room to breathe. */
    private static final long FREE_BYTES_MIN = 64L << 20;

    private static final long BALLAST_BYTES = 16L << 20;
    private static final System.Logger LOG = System.getLogger(DeviceApp.class.getName());
    private final World world;
    private final SyncManner manner;
    private final Owned owned = new Owned();
    private final Profile profile;
    private final MediaFolder media;
    private final Thumbnails thumbnails;
    private final BundledCatalogue catalogue = new BundledCatalogue();
    private final FormLists lists;
    private final CaptureService capture;
    private final SearchIndex words;
    private final ExecutorService saving;
    private volatile Optional<Enrolment> enrolment;
    private volatile @Nullable DataSyncService sync;
    private volatile @Nullable HubApi hub;

    /** Puts a profile to work and takes it over: it is closed with the app, and also when this fails. */
    static DeviceApp of(World world, Profile profile) {
        return of(world, profile, SyncManner.ORDINARY);
    }

    private static DeviceApp of(World world, Profile profile, SyncManner manner) {
        try {
            return new DeviceApp(world, profile, manner);
        } catch (RuntimeException e) {
            profile.close();
            throw e;
        }
    }

    private DeviceApp(World world, Profile profile, SyncManner manner) {
        this.world = world;
        this.manner = manner;
        this.profile = owned.own(profile);
        var seal = profile.vault().seal("media");
        lists = new FormLists(catalogue.forms(), profile.database());
        media = MediaFolder.open(profile.mediaFolder(), seal, FailPoint.NONE);
        thumbnails =
                new Thumbnails(profile.thumbsFolder(), profile.vault().seal("thumbnails"), media);
        catalogue.install(profile, world.clock());
        saving = owned.own(Executors.newVirtualThreadPerTaskExecutor());
        capture =
                new CaptureService(
                        profile,
                        media,
                        freeSpace(profile),
                        new CaptureTools(
                                world.ids(),
                                world.clock(),
                                world.random(),
                                saving,
                                ZoneId.systemDefault(),
                                World.VERSION,
                                lists::of));
        words = new SearchIndex(profile, saving);
        owned.own(profile.events().listen(_ -> words.refresh()));
        words.refresh();
        enrolment = profile.enrolment();
        owned.own(new NetworkWatch(world.links(), NetworkWatch.EVERY, this::networkBack));
        enrolment.ifPresent(this::makeSync);
    }

    /** Opens the chosen profile, or makes it when {@code make}; says in words why it does not open. */
    static DeviceApp open(World world, ProfileChoice choice, boolean make) {
        return open(world, choice, make, SyncManner.ORDINARY);
    }

    /** As {@link #open(World, ProfileChoice, boolean)}, with another manner of sync. */
    static DeviceApp open(World world, ProfileChoice choice, boolean make, SyncManner manner) {
        return of(world, profile(world, choice, make), manner);
    }

    /** What a profile needs of its disk. */
    static FreeSpace freeSpace(Profile profile) {
        return new FreeSpace(profile.folder(), FREE_BYTES_MIN, BALLAST_BYTES);
    }

    /** The profile alone; as {@link #open(World, ProfileChoice, boolean)}. */
    static Profile profile(World world, ProfileChoice choice, boolean make) {
        if (!make && !Profile.exists(choice.folder())) {
            throw new CommandFailed(
                    "There is no profile in "
                            + choice.folder()
                            + ". Make one with: fieldpost enroll");
        }
        return switch (new ProfileKeys(world).attempt(choice)) {
            case ProfileKeys.Attempt.Opened(Profile profile) -> profile;
            case ProfileKeys.Attempt.WantsNewPassphrase() ->
                    throw new CommandFailed(
                            "This computer has no keyring to keep the profile's key: give a passphrase with"
                                    + " --passphrase-file FILE or in FIELDPOST_PASSPHRASE.");
            case ProfileKeys.Attempt.WantsPassphrase(boolean wrong) ->
                    throw new CommandFailed(
                            wrong
                                    ? "This is not the passphrase of the profile. Nothing was changed."
                                    : "The profile has a passphrase: give it with --passphrase-file FILE or in"
                                            + " FIELDPOST_PASSPHRASE.");
        };
    }

    private void makeSync(Enrolment joined) {
        var line =
                manner.line(
                        owned.own(
                                new HttpHubApi(
                                        URI.create(joined.hub()),
                                        joined.token(),
                                        HubClientSettings.standard(),
                                        world.random())));
        var files =
                new StoredMedia(
                        media,
                        profile.folder().resolve("incoming"),
                        profile.vault().seal("incoming"));
        var made =
                owned.own(
                        DataSyncService.of(
                                profile, line, files, catalogue.ids(), manner.settings(), tools()));
        made.listen(status -> words.hold(movesRows(status)));
        made.start();
        hub = line;
        sync = made;
    }

    /** Frees, behind whatever goes on, the room of photos that nothing names any more. */
    void sweepPhotos() {
        saving.execute(
                () -> {
                    int swept = capture.sweepUnusedPhotos();
                    LOG.log(System.Logger.Level.INFO, "{0} unused photos removed", swept);
                });
    }

    private void networkBack() {
        sync().ifPresent(DataSyncService::networkBack);
    }

    private static boolean movesRows(SyncStatus status) {
        var progress = status.progress();
        return progress != null
                && (progress.phase() == SyncPhase.PUSHING || progress.phase() == SyncPhase.PULLING);
    }

    /** Joins a hub, or joins anew: sync goes on with the new token, and what waited for one is sent. */
    synchronized HubAnswer<Enrolment> enrol(URI hub, String code, String deviceName) {
        var answer = new Enrolling(world).enrol(profile, hub, code, deviceName);
        if (answer instanceof HubAnswer.Success<Enrolment>(Enrolment joined)) {
            enrolment = Optional.of(joined);
            if (sync != null) {
                sync.close();
            }
            makeSync(joined);
        }
        return answer;
    }

    private SyncTools tools() {
        return new SyncTools(
                world.clock(), world.ids(), world.random(), new LaptopFigures(profile));
    }

    /** Publishing of forms, once the profile is enrolled. */
    Optional<FormPublishing> publishing() {
        return Optional.ofNullable(hub)
                .map(
                        line ->
                                new FormPublishing(
                                        line,
                                        RemoteFirst.of(profile, line, catalogue.ids(), tools()),
                                        world.clock()));
    }

    Profile profile() {
        return profile;
    }

    MediaFolder media() {
        return media;
    }

    Thumbnails thumbnails() {
        return thumbnails;
    }

    CaptureService capture() {
        return capture;
    }

    FormLists lists() {
        return lists;
    }

    /** Who this profile is to the hub; asks no database. */
    Optional<Enrolment> enrolment() {
        return enrolment;
    }

    /** Sync, once the profile is enrolled. */
    Optional<DataSyncService> sync() {
        return Optional.ofNullable(sync);
    }

    /** How the profile is protected, in a sentence. */
    String protection() {
        return switch (profile.vault().backend()) {
            case "plain" -> "The profile is not encrypted.";
            case "keyring" -> "The profile is encrypted; the key is in this computer's keyring.";
            case "passphrase" -> "The profile is encrypted with your passphrase.";
            default ->
                    "The profile is encrypted ("
                            + profile.vault().backend().toLowerCase(Locale.ROOT)
                            + ").";
        };
    }

    @Override
    public void close() {
        owned.close();
    }
}
