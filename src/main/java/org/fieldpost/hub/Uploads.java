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
    private static final int SWEPT_AT_ONCE = 20;
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
        boolean held = holds(caller.organization(), sha256);
        var now = parts.clock().instant();
        var upload =
                new Upload(
                        parts.ids().next(),
                        caller.device(),
                        media,
                        sha256,
                        bytes,
                        now.plus(limits.uploadLifetime()),
                        held,
                        0);
        writes.write(
                caller.organization(),
                write -> {
                    checkRow(write, caller, upload);
                    MediaUploadsTable.create(write.tx(), write.organization(), upload, write.now());
                    if (held) {
                        arrived(write, caller, upload);
                    }
                    return true;
                });
        durability.await();
        return new Progress(upload, held ? bytes : 0);
    }

    private boolean holds(UUID organization, String sha256) {
        try {
            return vault.holds(organization, sha256);
        } catch (IOException e) {
            throw cannotStore();
        }
    }

    private static Refused cannotStore() {
        return Refused.forNow(507, "FP-2507", "The hub could not store the bytes.", 60);
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

    /** How far an upload is. */
    Progress find(Caller caller, UUID id) {
        var upload = known(caller, id);
        try {
            return new Progress(upload, offset(upload));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        try {
            return turns.hold(
                            caller.organization(), id, held -> append(caller, held, offset, bytes))
                    .orElseThrow(
                            () ->
                                    Refused.forNow(
                                            423,
                                            "FP-2463",
                                            "Another request is sending this file.",
                                            1));
        } catch (IOException e) {
            throw cannotStore();
        }
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
        if (length == upload.bytes()) {
            finish(caller, upload);
        }
        return length;
    }

    private void finish(Caller caller, Upload upload) throws IOException {
        if (!vault.finish(upload.id(), upload.turn(), caller.organization(), upload.sha256())) {
            throw Refused.of(
                    460, "FP-2460", "The bytes are not those announced: send the file again.");
        }
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
