package org.fieldpost.ui.sync;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.Database;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.InboundQuarantine;
import org.fieldpost.store.MediaUploads;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxFigures;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.sync.SyncReport;
import org.jspecify.annotations.Nullable;

/** Reads the {@link Queue} from the device's tables, on one snapshot; blocks, so never on the screen's thread. */
public final class QueueReader {
    static final int LINES_MAX = 200;
    private static final int RUNS_MAX = 50;
    private static final Set<OutboxStatus> GOES_BY_ITSELF =
            EnumSet.of(OutboxStatus.PENDING, OutboxStatus.IN_FLIGHT, OutboxStatus.FAILED);
    private static final Set<OutboxStatus> STANDS_STILL =
            EnumSet.of(OutboxStatus.DEAD_LETTER, OutboxStatus.CONFLICT);

    private final Database database;
    private final DeviceTables tables;

    public QueueReader(Database database, DeviceTables tables) {
        this.database = database;
        this.tables = tables;
    }

    public Queue read() {
        return database.read(this::read);
    }

    private Queue read(ReadTx tx) {
        var counts = tables.outbox().counts(tx);
        var photos = tables.uploads().remaining(tx);
        var telemetry = new OutboxFigures().unfinished(tx, EntityType.TELEMETRY);
        return new Queue(
                lines(tx, GOES_BY_ITSELF),
                GOES_BY_ITSELF.stream()
                        .mapToLong(s -> counts.of(s) - telemetry.getOrDefault(s, 0L))
                        .sum(),
                needsPerson(tx),
                photos.files(),
                photos.bytes(),
                runs(tx),
                tables.syncState().clock(tx).orElse(null));
    }

    private List<QueueLine> lines(ReadTx tx, Set<OutboxStatus> statuses) {
        return tables.outbox().list(tx, statuses, -1, LINES_MAX).stream()
                // Nobody waits for telemetry, and nobody can do anything about it.
                .filter(command -> command.entityType() != EntityType.TELEMETRY)
                .map(command -> line(tx, command))
                .toList();
    }

    private List<QueueLine> needsPerson(ReadTx tx) {
        var lines = new ArrayList<>(lines(tx, STANDS_STILL));
        tables.uploads().list(tx, MediaUploads.State.FAILED, LINES_MAX).stream()
                .map(upload -> photo(tx, upload))
                .forEach(lines::add);
        tables.quarantine().quarantined(tx, LINES_MAX).stream()
                .map(QueueReader::quarantined)
                .forEach(lines::add);
        return lines;
    }

    private List<SyncReport> runs(ReadTx tx) {
        return tables.syncRuns().newest(tx, RUNS_MAX).stream()
                .map(run -> Json.read(run.report(), SyncReport.class))
                .toList();
    }

    private QueueLine line(ReadTx tx, OutboxCommand command) {
        boolean still = STANDS_STILL.contains(command.status());
        return new QueueLine(
                kind(command.status()),
                command.id(),
                command.entityType(),
                command.action(),
                command.aggregateId(),
                name(
                        tables.rows(command.entityType())
                                .find(tx, command.aggregateId())
                                .orElse(null)),
                command.attempts(),
                command.createdAt(),
                still || command.status() == OutboxStatus.IN_FLIGHT
                        ? null
                        : command.nextAttemptAt(),
                command.lastError());
    }

    private QueueLine photo(ReadTx tx, MediaUploads.Upload upload) {
        var row = tables.media().find(tx, upload.mediaId()).orElse(null);
        return new QueueLine(
                QueueLine.Kind.PHOTO_FAILED,
                upload.mediaId(),
                EntityType.SUBMISSION_MEDIA,
                SyncAction.CREATE,
                upload.mediaId(),
                name(row),
                upload.attempts(),
                upload.nextAttemptAt(),
                null,
                upload.lastError());
    }

    private static QueueLine quarantined(InboundQuarantine.Entry entry) {
        return new QueueLine(
                QueueLine.Kind.QUARANTINED,
                entry.change().entityId(),
                entry.change().entityType(),
                entry.change().action(),
                entry.change().entityId(),
                "",
                entry.failures(),
                entry.firstFailedAt(),
                null,
                entry.error());
    }

    /** A submission's summary, a photo's file name; empty for what has neither or is gone. */
    private static String name(@Nullable EntityRow row) {
        if (row == null) {
            return "";
        }
        var summary = row.payload().path("metadata").path("summary").asText("");
        return summary.isEmpty() ? row.payload().path("filename").asText("") : summary;
    }

    private static QueueLine.Kind kind(OutboxStatus status) {
        return switch (status) {
            case PENDING, COMPLETED -> QueueLine.Kind.WAITING;
            case IN_FLIGHT -> QueueLine.Kind.SENDING;
            case FAILED -> QueueLine.Kind.RETRYING;
            case DEAD_LETTER -> QueueLine.Kind.DEAD;
            case CONFLICT -> QueueLine.Kind.CONFLICT;
        };
    }
}
