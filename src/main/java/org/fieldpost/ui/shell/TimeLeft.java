package org.fieldpost.ui.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.fieldpost.sync.SyncPhase;
import org.fieldpost.sync.SyncProgress;
import org.jspecify.annotations.Nullable;

/** How long a running phase will take yet, at the pace it has had so far; nothing is said before that pace is known. */
final class TimeLeft {
    private static final Duration WATCH_FIRST = Duration.ofSeconds(3);
    private @Nullable SyncPhase phase;
    private Instant began = Instant.EPOCH;
    private long from;

    Optional<Duration> observe(@Nullable SyncProgress progress, Instant now) {
        if (progress == null || progress.total() == 0) {
            phase = null;
            return Optional.empty();
        }
        if (progress.phase() != phase || progress.done() < from) {
            phase = progress.phase();
            began = now;
            from = progress.done();
        }
        var watched = Duration.between(began, now);
        long moved = progress.done() - from;
        if (watched.compareTo(WATCH_FIRST) < 0 || moved == 0) {
            return Optional.empty();
        }
        double pace = moved / (double) watched.toMillis();
        return Optional.of(
                Duration.ofMillis(Math.round((progress.total() - progress.done()) / pace)));
    }
}
