package org.fieldpost.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fieldpost.db.Database;

/**
 * One person's work on this laptop: a folder with {@code profile.json}, {@code lock}, {@code db/}, {@code journal/},
 * {@code media/} and {@code thumbs/}, open for this process alone.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Profile implements AutoCloseable {
    private Profile() {}

    /** The profile's folder. */
    public Path folder() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Where photos lie, by hash. */
    public Path mediaFolder() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public Path thumbsFolder() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public Database database() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public DeviceTables tables() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The one way to change anything locally. */
    public LocalWrites writes() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public ChangeEvents events() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Who this profile is to the hub; empty before it was enrolled. */
    public Optional<Enrolment> enrolment() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** What opening found that the person should know (a database rebuilt, work recovered); codes of messages. */
    public List<String> notices() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Forces the database to the disk and shortens the journal to what the hub does not have; after sync, on idle. */
    public void maintain() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("lands within the hour");
    }
}
