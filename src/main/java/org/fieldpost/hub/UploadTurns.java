package org.fieldpost.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.fieldpost.db.Database;
import org.fieldpost.db.Dialect;
import org.fieldpost.hub.store.MediaUploadsTable;
import org.fieldpost.hub.store.MediaUploadsTable.Claim;
import org.fieldpost.hub.store.MediaUploadsTable.Upload;

/**
 * Who may write to an upload: one request at a time, among all processes of the hub. A process that dies while writing
 * keeps others away for half a minute at most; one that only seemed dead finds its turn over, and what it still
 * writes goes nowhere.
 */
final class UploadTurns {
    private static final Duration HELD = Duration.ofSeconds(30);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(8);
    private final Database database;
    private final HubParts parts;
    private final UUID process;
    private final boolean alone;
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

    UploadTurns(HubParts parts) {
        this.parts = parts;
        this.database = parts.database();
        this.process = parts.ids().next();
        this.alone = database.dialect() == Dialect.H2;
    }

    /** Work on an upload that is held. */
    @FunctionalInterface
    interface Work<T> {
        T run(Upload upload) throws IOException;
    }

    /**
     * Runs {@code work} while nobody else writes to the upload. Empty when somebody else does, or took it over during
     * the work, or nobody knows it: whatever was done then is not to be told.
     */
    <T> Optional<T> hold(UUID organization, UUID id, Work<T> work) throws IOException {
        if (!busy.add(id)) {
            return Optional.empty();
        }
        try {
            var upload =
                    database.write(tx -> MediaUploadsTable.take(tx, organization, id, claim()));
            if (upload.isEmpty()) {
                return Optional.empty();
            }
            T result;
            try {
                result = work.run(upload.get());
            } catch (IOException | RuntimeException e) {
                release(organization, id);
                throw e;
            }
            return release(organization, id) ? Optional.of(result) : Optional.empty();
        } finally {
            busy.remove(id);
        }
    }

    private boolean release(UUID organization, UUID id) {
        return database.write(tx -> MediaUploadsTable.release(tx, organization, id, process));
    }

    private Claim claim() {
        var now = parts.clock().instant();
        return new Claim(process, now, now.plus(HELD), alone);
    }

    /** {@code bytes}, holding the upload for as long as they come; when it was taken away, they end. */
    InputStream holding(UUID organization, Upload upload, InputStream bytes) {
        return new Holding(organization, upload, bytes);
    }

    private final class Holding extends FilterInputStream {
        private final UUID organization;
        private final Upload upload;
        private Instant renewed = parts.clock().instant();

        Holding(UUID organization, Upload upload, InputStream bytes) {
            super(bytes);
            this.organization = organization;
            this.upload = upload;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (!alone && renewed.plus(RENEWED_EVERY).isBefore(parts.clock().instant())) {
                renewed = parts.clock().instant();
                boolean held =
                        database.write(
                                tx -> MediaUploadsTable.renew(tx, organization, upload, claim()));
                if (!held) {
                    throw new IOException("another process has taken this upload over");
                }
            }
            return n;
        }
    }
}
