package org.fieldpost.ui.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.export.DeadLetterFile;
import org.fieldpost.store.DeadLetters;
import org.fieldpost.sync.IntegrityReport;
import org.fieldpost.sync.LooseReference;
import org.fieldpost.sync.MediaReport;
import org.fieldpost.sync.PullReport;
import org.fieldpost.sync.PushReport;
import org.fieldpost.sync.SyncError;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.sync.SyncPhase;
import org.fieldpost.sync.SyncProgress;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.sync.SyncTrigger;
import org.jspecify.annotations.Nullable;

/** A day's sync, made up: the values a screen is shown with. */
final class SyncSample {
    static final Instant NOW = Instant.parse("2026-03-01T14:05:00Z");
    SyncStatus status = status(SyncStatus.State.IDLE, null);
    Queue queue = Queue.EMPTY;
    int syncsAsked;
    final List<QueueLine> sentAgain = new ArrayList<>();
    final List<QueueLine> discarded = new ArrayList<>();
    DeadLetters.@Nullable Loss loss = new DeadLetters.Loss(DeadLetters.Fate.GONE, 2, 1);
    boolean diskFull;

    SyncDesk desk() {
        return new SyncDesk(
                () -> queue, () -> status, () -> syncsAsked++, sentAgain::add, discards());
    }

    private DiscardDesk discards() {
        return new DiscardDesk(
                line -> Optional.ofNullable(loss),
                (line, file) -> {
                    if (diskFull) {
                        throw new IOException("No space left on device");
                    }
                    return new DeadLetterFile.Written(file, 2, 0);
                },
                line -> {
                    if (loss == null) {
                        throw new IllegalStateException("it is no dead letter any more");
                    }
                    discarded.add(line);
                },
                (title, name, chosen) -> chosen.accept(Path.of("/home/awa/Documents", name)));
    }

    static SyncStatus status(SyncStatus.State state, @Nullable SyncErrorCode problem) {
        boolean clean = problem == null;
        return new SyncStatus(
                state,
                state == SyncStatus.State.RUNNING
                        ? new SyncProgress(SyncPhase.PUSHING, 7, 12)
                        : null,
                clean && state == SyncStatus.State.IDLE
                        ? SyncStatus.Waiting.NOTHING
                        : new SyncStatus.Waiting(12, 30, 91_400_000, 0, 0, 0),
                clean ? run(SyncReport.Outcome.COMPLETED, 0) : run(SyncReport.Outcome.FAILED, 0),
                NOW.minusSeconds(180),
                NOW.plusSeconds(40),
                problem == null ? null : new SyncError(problem, "connect timed out after 10 s"));
    }

    static QueueLine line(
            QueueLine.Kind kind,
            EntityType type,
            String name,
            int attempts,
            @Nullable ErrorBody error) {
        var id = new UUID(7, name.hashCode());
        return new QueueLine(
                kind,
                id,
                type,
                SyncAction.CREATE,
                id,
                name,
                attempts,
                NOW.minus(Duration.ofMinutes(3 + name.length())),
                null,
                error);
    }

    /** A full queue, some of it standing still. */
    static Queue busy() {
        return new Queue(
                List.of(
                        line(
                                QueueLine.Kind.SENDING,
                                EntityType.SUBMISSIONS,
                                "Household Diallo, Koubia",
                                1,
                                null),
                        line(
                                QueueLine.Kind.WAITING,
                                EntityType.SUBMISSIONS,
                                "Household Camara, Fello Bantang",
                                0,
                                null),
                        line(
                                QueueLine.Kind.RETRYING,
                                EntityType.SUBMISSIONS,
                                "Water point WP-0193 behind the school, with a very long name that goes on",
                                3,
                                new ErrorBody("FP-2101", "connect timed out", true)),
                        line(
                                QueueLine.Kind.WAITING,
                                EntityType.SUBMISSION_MEDIA,
                                "IMG_2041.jpg",
                                0,
                                new ErrorBody("FP-2109", "parent waits", true))),
                12,
                List.of(
                        line(
                                QueueLine.Kind.DEAD,
                                EntityType.SUBMISSIONS,
                                "Household Barry, Tougué",
                                1,
                                new ErrorBody("FP-2603", "members: at most 30 rows", false)),
                        line(
                                QueueLine.Kind.CONFLICT,
                                EntityType.SUBMISSIONS,
                                "Water point WP-0193",
                                1,
                                null),
                        line(
                                QueueLine.Kind.PHOTO_FAILED,
                                EntityType.SUBMISSION_MEDIA,
                                "IMG_1997.jpg",
                                2,
                                new ErrorBody("FP-2118", "the bytes are no picture", false))),
                30,
                91_400_000,
                List.of(
                        run(SyncReport.Outcome.PARTIAL, 180),
                        run(SyncReport.Outcome.COMPLETED, 4_000),
                        run(SyncReport.Outcome.FAILED, 9_000)));
    }

    private static final IntegrityReport LOOSE =
            new IntegrityReport(
                    3,
                    List.of(
                            new LooseReference(
                                    EntityType.SUBMISSIONS,
                                    new UUID(7, 7),
                                    "Household Diallo",
                                    "data/members/1/mother",
                                    new UUID(8, 8),
                                    false),
                            new LooseReference(
                                    EntityType.SUBMISSIONS,
                                    new UUID(7, 9),
                                    "",
                                    "parent_id",
                                    new UUID(8, 9),
                                    false)));

    static SyncReport run(SyncReport.Outcome outcome, long secondsAgo) {
        var start = NOW.minusSeconds(secondsAgo);
        return new SyncReport(
                new UUID(1, secondsAgo),
                SyncTrigger.INTERVAL,
                start,
                start.plusMillis(2_340),
                outcome,
                new PushReport(18, 1, 1, 1, 0, 2),
                new PullReport(2, 41, 2, 3, 0, 0, true),
                new MediaReport(7, 3, 1, 31_000_000, 30),
                outcome == SyncReport.Outcome.PARTIAL ? LOOSE : IntegrityReport.NONE,
                outcome == SyncReport.Outcome.COMPLETED
                        ? List.of()
                        : List.of(
                                new SyncError(SyncErrorCode.REFUSED, "members: at most 30 rows")));
    }
}
