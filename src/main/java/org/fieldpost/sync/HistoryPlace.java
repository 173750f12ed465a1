package org.fieldpost.sync;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.db.ReadTx;
import org.fieldpost.store.DeviceTables;
import org.jspecify.annotations.Nullable;

/**
 * Where this profile is in the hub's history: its cursor, which says what it was told, and in which life of the hub.
 * While a snapshot is under way there is none; until its last page has come, that of before counts, cut to what the
 * hub's history has in common with it.
 */
final class HistoryPlace {
    private final LocalStore store;
    private final HubApi hub;

    HistoryPlace(LocalStore store, HubApi hub) {
        this.store = store;
        this.hub = hub;
    }

    /** What the hub is asked by; null when nothing was pulled yet. */
    static @Nullable String known(ReadTx tx, DeviceTables tables) {
        return told(tx, tables).stream().findFirst().orElse(null);
    }

    @Nullable String known() {
        return store.database()
                .read(tx -> Optional.ofNullable(known(tx, store.tables())))
                .orElse(null);
    }

    /** Whether the hub has lost some of what it told: of what is here, or of the snapshot that is under way. */
    HubAnswer<Boolean> isLost() {
        for (var place : store.database().read(tx -> told(tx, store.tables()))) {
            if (CompositeCursor.decode(place).isStart()) {
                // Nothing is told yet; and asked from there, the hub would take a pull to begin.
                continue;
            }
            switch (hub.changes(place, 1)) {
                case HubAnswer.Success<PullResponse> still -> {}
                case HubAnswer.Failed<PullResponse>(HubFailure.EpochChanged lost) -> {
                    return new HubAnswer.Success<>(true);
                }
                case HubAnswer.Failed<PullResponse>(HubFailure.HorizonPassed past) -> {}
                case HubAnswer.Failed<PullResponse>(HubFailure failure) -> {
                    return new HubAnswer.Failed<>(failure);
                }
            }
        }
        return new HubAnswer.Success<>(false);
    }

    private static List<String> told(ReadTx tx, DeviceTables tables) {
        return Stream.of(
                        tables.cursors().composite(tx).map(CompositeCursor::encode),
                        Optional.ofNullable(tables.snapshots().place(tx)),
                        Optional.ofNullable(tables.snapshots().nextPage(tx)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** As much of {@code place} as is the hub's history, too: what is here from beyond may be lost. */
    HubAnswer<Optional<String>> shared(@Nullable String place) {
        if (place == null) {
            return new HubAnswer.Success<>(Optional.empty());
        }
        return switch (hub.manifest(new ManifestRequest(List.of(), place))) {
            case HubAnswer.Failed<ManifestResponse>(HubFailure failure) ->
                    new HubAnswer.Failed<>(failure);
            case HubAnswer.Success<ManifestResponse>(ManifestResponse answer) ->
                    new HubAnswer.Success<>(
                            Optional.of(Objects.requireNonNullElse(answer.place(), place)));
        };
    }
}
