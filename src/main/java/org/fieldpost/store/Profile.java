package org.fieldpost.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fieldpost.db.Database;
import org.fieldpost.db.DatabaseProblem;
import org.fieldpost.db.H2Database;
import org.fieldpost.db.H2Settings;
import org.fieldpost.journal.Journal;
import org.fieldpost.journal.JournalSettings;
import org.fieldpost.vault.Vault;
import org.jspecify.annotations.Nullable;

/**
 * One person's work on this laptop: a folder with {@code profile.json}, {@code key.json}, {@code lock}, {@code
 * db/}, {@code journal/}, {@code media/} and {@code thumbs/}, open for this process alone.
 */
public final class Profile implements AutoCloseable {
    /** Notice: the database did not open and was made anew from the journal; the hub is asked for the rest. */
    public static final String REBUILT = "profile.notice.rebuilt";

    /** Notice: work the database had not written yet was taken from the journal. */
    public static final String RECOVERED = "profile.notice.recovered";

    /** Notice: part of the journal cannot be read; it is kept aside. */
    public static final String JOURNAL_DAMAGED = "profile.notice.journalDamaged";

    private static final System.Logger LOG = System.getLogger(Profile.class.getName());
    private static final Set<DatabaseProblem.Kind> DAMAGES =
            EnumSet.of(
                    DatabaseProblem.Kind.DAMAGED,
                    DatabaseProblem.Kind.WRONG_KEY,
                    DatabaseProblem.Kind.LOST);
    private static final String MIGRATIONS = "org/fieldpost/store/migrations";
    private static final long SHORTEN_BYTES = 16L << 20;
    private static final long SEGMENT_BYTES = 8L << 20;
    private final ProfileFolder folder;
    private final ProfileLock lock;
    private final Vault vault;
    private final Journal journal;
    private final Database database;
    private final DeviceTables tables = new DeviceTables();
    private final ChangeEvents events = new ChangeEvents();
    private final JournaledWrites writes;
    private final List<String> notices = new ArrayList<>();
    private final OpeningReport opening;
    private @Nullable Path aside;

    private Profile(ProfileSettings settings, ProfileLock lock, Vault vault) {
        this.folder = new ProfileFolder(settings.folder());
        this.lock = lock;
        this.vault = vault;
        journal =
                Journal.open(
                        new JournalSettings(
                                folder.journal(),
                                vault.seal("journal"),
                                SEGMENT_BYTES,
                                settings.failPoint()));
        try {
            database = openDatabase(settings.clock());
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
        var mutations = new Mutations(tables, events);
        writes =
                new JournaledWrites(database, journal, mutations, settings.ids(), settings.clock());
        try {
            opening = replay(mutations);
            // Rows of a pull may lie in the system's caches only (a killed process left them): what
            // is done to them from now on must find them after a power cut.
            database.checkpoint();
        } catch (RuntimeException e) {
            database.close();
            journal.close();
            throw e;
        }
    }

    /** Makes a profile in an empty or new folder and opens it. */
    public static Profile create(ProfileSettings settings) {
        var folder = new ProfileFolder(settings.folder());
        if (folder.exists()) {
            throw new ProfileProblem(
                    ProfileProblem.Kind.EXISTS,
                    "There is a profile in " + settings.folder() + " already.",
                    null);
        }
        try {
            Files.createDirectories(settings.folder());
            var holder = settings.holder();
            if (!Vault.exists(settings.folder())) {
                if (holder == null) {
                    Vault.createPlain(settings.folder(), settings.random());
                } else {
                    Vault.create(settings.folder(), holder, settings.random());
                }
            }
            folder.create(settings.clock().instant());
        } catch (IOException e) {
            throw new ProfileProblem(
                    ProfileProblem.Kind.NOT_WRITABLE,
                    "No profile can be made in " + settings.folder() + ".",
                    e);
        }
        return open(settings);
    }

    /**
     * Opens a profile: what the database lacks is taken from the journal. {@link ProfileProblem}, {@code
     * VaultProblem} or {@code DatabaseProblem} say in words why it does not open.
     */
    public static Profile open(ProfileSettings settings) {
        var folder = new ProfileFolder(settings.folder());
        folder.check();
        var lock = ProfileLock.take(settings.folder());
        try {
            folder.parts();
            var holder = settings.holder();
            var vault =
                    holder == null
                            ? Vault.openPlain(settings.folder(), settings.random())
                            : Vault.open(settings.folder(), holder, settings.random());
            return new Profile(settings, lock, vault);
        } catch (IOException e) {
            lock.close();
            throw new ProfileProblem(
                    ProfileProblem.Kind.NOT_WRITABLE,
                    "The profile folder " + settings.folder() + " cannot be written.",
                    e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Whether {@code folder} holds a profile. */
    public static boolean exists(Path folder) {
        return new ProfileFolder(folder).exists();
    }

    private Database openDatabase(InstantSource clock) {
        var settings = H2Settings.of(folder.database(), vault.databaseKey(), MIGRATIONS);
        try {
            return H2Database.open(settings);
        } catch (DatabaseProblem e) {
            // The vault has checked the key: a file it does not fit is damaged.
            if (!DAMAGES.contains(e.kind())) {
                throw e;
            }
            LOG.log(System.Logger.Level.ERROR, "the database does not open", e);
            setAside(clock);
            return H2Database.open(settings);
        }
    }

    private void setAside(InstantSource clock) {
        try {
            aside = folder.setDatabaseAside(clock.instant());
            LOG.log(System.Logger.Level.WARNING, "the damaged database is kept in {0}", aside);
            notices.add(REBUILT);
        } catch (IOException e) {
            throw new ProfileProblem(
                    ProfileProblem.Kind.NOT_WRITABLE,
                    "The damaged database could not be moved out of the way.",
                    e);
        }
    }

    private OpeningReport replay(Mutations mutations) {
        boolean anew = isDatabaseAnew();
        if (anew && folder.holdsDatabaseAside() && !notices.contains(REBUILT)) {
            // The process that put the damaged one aside got no further.
            notices.add(REBUILT);
        }
        if (anew || notices.contains(REBUILT)) {
            needResync();
        }
        var outcome = new JournalReplay(database, journal, mutations, tables).run();
        boolean rebuilt = notices.contains(REBUILT);
        if (outcome.applied() > 0 && !rebuilt) {
            notices.add(RECOVERED);
        }
        if (!outcome.damage().isEmpty() || outcome.refused() > 0) {
            outcome.damage().forEach(d -> LOG.log(System.Logger.Level.ERROR, "journal: {0}", d));
            notices.add(JOURNAL_DAMAGED);
        }
        if (!outcome.damage().isEmpty()) {
            shorten();
            journal.setDamagedAside();
        }
        return new OpeningReport(
                aside,
                outcome.applied(),
                outcome.refused(),
                outcome.damage(),
                outcome.journalShorter());
    }

    /** It knows nothing of what the journal tells: it was made just now, in the place of one that is gone. */
    private boolean isDatabaseAnew() {
        return journal.lastSequence() > 0 && database.read(new JournalPosition()::get) == 0;
    }

    /** What the hub has is not in the journal; before the replay, which makes the database one that is not new. */
    private void needResync() {
        database.run(
                tx -> {
                    var state = tables.syncState().get(tx);
                    tables.syncState()
                            .save(
                                    tx,
                                    new SyncState(
                                            state.epoch(),
                                            state.lastAttemptAt(),
                                            state.lastSuccessAt(),
                                            0,
                                            null,
                                            false,
                                            true,
                                            null));
                });
    }

    /** The profile's folder. */
    public Path folder() {
        return folder.root();
    }

    /** Where photos lie, by hash. */
    public Path mediaFolder() {
        return folder.media();
    }

    public Path thumbsFolder() {
        return folder.thumbs();
    }

    /** The profile's protection; it seals photos and thumbnails too. */
    public Vault vault() {
        return vault;
    }

    public Database database() {
        return database;
    }

    public DeviceTables tables() {
        return tables;
    }

    /** The one way to change anything locally. */
    public LocalWrites writes() {
        return writes;
    }

    public ChangeEvents events() {
        return events;
    }

    /** Who this profile is to the hub; empty before it was enrolled. */
    public Optional<Enrolment> enrolment() {
        return database.read(tables.settings()::enrolment);
    }

    /** What opening found that the person should know; codes of messages. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** The same in full, for whoever examines the profile. */
    public OpeningReport opening() {
        return opening;
    }

    /** Reads the journal to its end and changes nothing. */
    public JournalReading readJournal() {
        return JournalReading.of(folder.journal(), journal, database);
    }

    /** Forces the database to the disk and, when the journal has grown, shortens it; after a sync and on idle. */
    public void maintain() {
        if (writes.bytesSinceShortened() > SHORTEN_BYTES) {
            shorten();
        } else {
            writes.force();
        }
    }

    /** Leaves of the journal only what is unsent. */
    public void shorten() {
        long first = writes.writeUnsent();
        writes.force();
        journal.trimBefore(first);
    }

    @Override
    public void close() {
        try {
            database.close();
        } finally {
            try {
                journal.close();
            } finally {
                lock.close();
            }
        }
    }
}
