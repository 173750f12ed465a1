package org.fieldpost.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.Database;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.EntityTable;
import org.fieldpost.hub.store.MediaFilesTable;
import org.fieldpost.hub.store.MediaUploadsTable;
import org.fieldpost.hub.store.MediaUploadsTable.Upload;
import org.fieldpost.hub.store.OrgWrite;
import org.fieldpost.hub.store.OrgWrites;

/** Resumable uploads (tus 1.0): an offset the hub tells is on its disk, and a file counts only with the right hash. */
final class Uploads {
    private static final System.Logger LOG = System.getLogger(Uploads.class.getName());
    private static final int SWEPT_AT_ONCE = 20;
    private static final int LEAVING_RETRY_SECONDS = 10;
    private final HubParts parts;
    private final Database database;
    private final OrgWrites writes;
    private final Durability durability;
    private final MediaVault vault;
    private final HubLimits limits;
    private final UploadTurns turns;
    private final HubMetrics metrics;

    Uploads(
            HubParts parts,
            OrgWrites writes,
            Durability durability,
            HubLimits limits,
            HubMetrics metrics) {
        this.metrics = metrics;
        this.parts = parts;
        this.database = parts.database();
        this.writes = writes;
        this.durability = durability;
        this.vault = parts.media();
        this.turns = new UploadTurns(parts);
        this.limits = limits;
    }

    /** An upload and how far it is. */
    record Progress(Upload upload, long offset) {}

    /** Begins an upload of {@code bytes} bytes for a media row; complete at once if the hub holds them already. */
    Progress create(Caller caller, UUID media, String sha256, long bytes) {
        if (bytes < 1 || bytes > limits.mediaBytesMax()) {
            throw Refused.tooLarge("A file has 1 to %d bytes.".formatted(limits.mediaBytesMax()));
        }
        sweep();
        var now = parts.clock().instant();
        var upload =
                new Upload(
                        parts.ids().next(),
                        caller.device(),
                        media,
                        sha256,
                        bytes,
                        now.plus(limits.uploadLifetime()),
                        false,
                        0);
        writes.write(
                caller.organization(),
                write -> {
                    checkRow(write, caller, upload);
                    checkLeaving(write, sha256);
                    MediaUploadsTable.create(write.tx(), write.organization(), upload, write.now());
                    return true;
                });
        boolean held = stored(() -> isFile(caller, upload));
        if (held) {
            complete(caller, upload);
        } else {
            durability.await();
        }
        return new Progress(upload, held ? bytes : 0);
    }

    /**
     * A file that is being cleared away is waited for. From the upload's row on it stays if it is there; so it is
     * looked for only then.
     */
    private static void checkLeaving(OrgWrite write, String sha256) {
        MediaFilesTable.lock(write.tx(), write.organization(), sha256)
                .map(MediaFilesTable.Held::leavingSince)
                .ifPresent(
                        since -> {
                            if (MediaClearing.isLeaving(since, write.now())) {
                                throw Refused.forNow(
                                        423,
                                        "FP-2463",
                                        "The hub is just clearing this file away.",
                                        LEAVING_RETRY_SECONDS);
                            }
                            MediaFilesTable.forget(write.tx(), write.organization(), sha256, since);
                        });
    }

    /** Whether the file is there, and not cut short by a fault of the disk. */
    private boolean isFile(Caller caller, Upload upload) throws IOException {
        return vault.holds(caller.organization(), upload.sha256())
                && vault.size(caller.organization(), upload.sha256()) == upload.bytes();
    }

    /** Work on the vault. */
    @FunctionalInterface
    private interface Storing<T> {
        T run() throws IOException;
    }

    private static <T> T stored(Storing<T> work) {
        try {
            return work.run();
        } catch (VaultUnreachable e) {
            throw Errors.unreachable(e);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot store: {0}", FailureText.of(e));
            throw Refused.forNow(507, "FP-2507", "The hub could not store the bytes.", 60);
        }
    }

    /** The media row may come later than its bytes; but if it is there, it must be the caller's and agree. */
    private static void checkRow(OrgWrite write, Caller caller, Upload upload) {
        EntityTable.of(EntityType.SUBMISSION_MEDIA)
                .find(write.tx(), write.organization(), upload.media())
                .ifPresent(
                        row -> {
                            if (!caller.scope().sees(row)) {
                                throw Refused.unknown("No such file.");
                            }
                            if (!hasHash(row, upload.sha256())) {
                                throw Refused.of(
                                        422,
                                        "FP-2461",
                                        "The file was announced with another hash.");
                            }
                        });
    }

    private static boolean hasHash(EntityRow row, String sha256) {
        return row.payload().path("sha256").asText().equals(sha256);
    }

    /** How far an upload is: at its end only once it is a file. */
    Progress find(Caller caller, UUID id) {
        var upload = known(caller, id);
        return stored(() -> new Progress(upload, standing(caller, upload)));
    }

    /** A process may have died, or the store have failed, when all bytes had come but were no file yet. */
    private long standing(Caller caller, Upload upload) throws IOException {
        long at = offset(upload);
        if (upload.complete() || (at > 0 && at < upload.bytes())) {
            return at;
        }
        if (at == 0 && !isFile(caller, upload)) {
            return at;
        }
        return hold(caller, upload.id(), held -> finish(caller, held) ? held.bytes() : 0);
    }

    private Upload known(Caller caller, UUID id) {
        var upload =
                database.read(tx -> MediaUploadsTable.find(tx, caller.organization(), id))
                        .filter(found -> found.device().equals(caller.device()))
                        .orElseThrow(() -> Refused.unknown("No such upload: begin it again."));
        if (!upload.complete() && upload.expires().isBefore(parts.clock().instant())) {
            throw Refused.of(410, "FP-2462", "The upload has expired: begin it again.");
        }
        return upload;
    }

    private long offset(Upload upload) throws IOException {
        return upload.complete() ? upload.bytes() : vault.length(upload.id(), upload.turn());
    }

    /** Appends bytes at {@code offset}, which must be where the upload stands; returns where it stands then. */
    long append(Caller caller, UUID id, long offset, InputStream bytes) {
        known(caller, id);
        return stored(() -> hold(caller, id, held -> append(caller, held, offset, bytes)));
    }

    private long hold(Caller caller, UUID id, UploadTurns.Work<Long> work) throws IOException {
        return turns.hold(caller.organization(), id, work)
                .orElseThrow(
                        () ->
                                Refused.forNow(
                                        423,
                                        "FP-2463",
                                        "Another request is sending this file.",
                                        1));
    }

    private long append(Caller caller, Upload upload, long offset, InputStream bytes)
            throws IOException {
        long at = offset(upload);
        if (at != offset) {
            throw Refused.of(409, "FP-2464", "The upload stands at %d.".formatted(at));
        }
        if (upload.complete()) {
            return at;
        }
        var held = turns.holding(caller.organization(), upload, bytes);
        long length = vault.append(upload.id(), upload.turn(), held, upload.bytes());
        metrics.uploaded(length - at);
        if (length == upload.bytes() && !finish(caller, upload)) {
            throw Refused.of(
                    460, "FP-2460", "The bytes are not those announced: send the file again.");
        }
        return length;
    }

    /** Makes a file of an upload that is whole; false, and nothing is left of it, when its bytes are others. */
    private boolean finish(Caller caller, Upload upload) throws IOException {
        boolean here =
                offset(upload) == upload.bytes()
                        ? vault.finish(
                                upload.id(), upload.turn(), caller.organization(), upload.sha256())
                        : isFile(caller, upload);
        if (!here) {
            return false;
        }
        complete(caller, upload);
        try {
            vault.discard(upload.id(), upload.turn());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "left of an upload: {0}", FailureText.of(e));
        }
        return true;
    }

    private void complete(Caller caller, Upload upload) {
        writes.write(
                caller.organization(),
                write -> {
                    arrived(write, caller, upload);
                    MediaUploadsTable.complete(
                            write.tx(), write.organization(), upload.id(), write.now());
                    return true;
                });
        durability.await();
    }

    /** The bytes are here: notes it, and tells it of the media row if that has come already. */
    private static void arrived(OrgWrite write, Caller caller, Upload upload) {
        MediaFilesTable.add(
                write.tx(), write.organization(), upload.sha256(), upload.bytes(), write.now());
        EntityTable.of(EntityType.SUBMISSION_MEDIA)
                .lock(write.tx(), write.organization(), upload.media())
                .filter(row -> !row.deleted() && !row.payload().has("uploaded_at"))
                .filter(row -> hasHash(row, upload.sha256()))
                .ifPresent(
                        row -> {
                            var payload = row.payload().deepCopy();
                            payload.put("uploaded_at", write.now().toString());
                            write.update(
                                    row,
                                    row.changed(row.version() + 1, payload),
                                    caller.author(null));
                        });
    }

    /** Forgets all uploads whose time is over; how many. */
    int sweepAll() {
        int all = 0;
        int some;
        do {
            some = sweep();
            all += some;
        } while (some == SWEPT_AT_ONCE);
        return all;
    }

    /** Forgets some uploads whose time is over, unless somebody is writing to them. */
    private int sweep() {
        var now = parts.clock().instant();
        var gone = new AtomicInteger();
        for (var expired : database.read(tx -> MediaUploadsTable.expired(tx, now, SWEPT_AT_ONCE))) {
            try {
                turns.hold(
                        expired.organization(),
                        expired.id(),
                        held -> {
                            vault.discard(held.id(), held.turn());
                            database.run(
                                    tx ->
                                            MediaUploadsTable.delete(
                                                    tx, expired.organization(), held.id()));
                            return gone.incrementAndGet();
                        });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return gone.get();
    }
}
