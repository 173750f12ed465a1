package org.fieldpost.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.fieldpost.db.Database;
import org.fieldpost.hub.store.MediaFilesTable;
import org.fieldpost.hub.store.Purges;

/**
 * Clears away bytes that nothing names any more: photos whose rows were deleted and forgotten. A file is first noted as
 * leaving, then deleted, then forgotten; from the note on it counts as not held, and it cannot be uploaded until it is
 * gone. A process that dies in between leaves the note, and the next run goes on.
 */
final class MediaClearing {
    /** So long at most from the note to the deletion; who is slower leaves it to the next run. */
    private static final Duration LEAVING_MAX = Duration.ofMinutes(10);

    private static final int FILES_AT_ONCE = 500;
    private final HubParts parts;
    private final Database database;
    private final MediaVault vault;
    private final Duration kept;

    MediaClearing(HubParts parts, Duration kept) {
        this.parts = parts;
        this.database = parts.database();
        this.vault = parts.media();
        this.kept = kept;
    }

    /** Clears away all there is, until {@code stop}; how many files. */
    long run(BooleanSupplier stop) {
        long gone = 0;
        for (var organization : database.read(Purges::organizations)) {
            var after = "";
            List<String> some;
            do {
                some = unnamed(organization, after);
                for (var sha256 : some) {
                    if (stop.getAsBoolean()) {
                        return gone;
                    }
                    gone += clear(organization, sha256) ? 1 : 0;
                    after = sha256;
                }
            } while (some.size() == FILES_AT_ONCE);
        }
        return gone;
    }

    private List<String> unnamed(UUID organization, String after) {
        var now = now();
        return database.read(
                tx ->
                        MediaFilesTable.unnamed(
                                tx,
                                organization,
                                after,
                                now.minus(kept),
                                now.minus(LEAVING_MAX),
                                FILES_AT_ONCE));
    }

    /** As exact as databases keep it. */
    private Instant now() {
        return parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private boolean clear(UUID organization, String sha256) {
        var since = now();
        boolean leaves =
                database.write(tx -> MediaFilesTable.leave(tx, organization, sha256, since));
        if (!leaves || !isOurs(since)) {
            return false;
        }
        try {
            vault.delete(organization, sha256);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database.run(tx -> MediaFilesTable.forget(tx, organization, sha256, since));
        return true;
    }

    private boolean isOurs(Instant since) {
        return now().isBefore(since.plus(LEAVING_MAX.dividedBy(2)));
    }

    /** Whether a file that was noted as leaving then is still to be waited for. */
    static boolean isLeaving(Instant since, Instant now) {
        return now.isBefore(since.plus(LEAVING_MAX));
    }
}
