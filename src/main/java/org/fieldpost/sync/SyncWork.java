package org.fieldpost.sync;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the sync loop sets in motion; each call runs to its end on the caller's thread. */
interface SyncWork {
    /** Push, pull, gate: the seed's {@code performFullSync}, files aside; its report is kept as {@link #keep} does. */
    SyncReport performFullSync(SyncTrigger trigger, Consumer<SyncProgress> progress);

    /** Moves files one way until none is left or {@code mustYield}. */
    MediaReport moveFiles(
            SyncTaskKind kind, BooleanSupplier mustYield, Consumer<SyncProgress> progress);

    /** Brings choice lists that forms here lack, until none is left or {@code mustYield}. */
    CatalogReport syncCatalog(
            SyncTrigger trigger, BooleanSupplier mustYield, Consumer<SyncProgress> progress);

    /** Writes down how this laptop is, if it is time. */
    void emitTelemetry(@Nullable SyncReport last);

    /** Keeps a report in the sync journal; one with the same id is replaced. */
    void keep(SyncReport report);

    /** The last report kept. */
    Optional<SyncReport> lastReport();

    /** What is not at the hub yet. */
    SyncStatus.Waiting waiting();

    /** The back-off, as it survives a restart. */
    SyncBackoff backoff();

    /** Both, as of one moment. */
    default Standing standing() {
        return new Standing(waiting(), backoff());
    }

    /** What waits, and the back-off. */
    record Standing(SyncStatus.Waiting waiting, SyncBackoff backoff) {}

    /**
     * A run has ended: forces what it brought to the disk and lets go of what the hub has. After runs that brought
     * nothing this is put off for a minute, since their own notes are worth no forced write.
     */
    void tidy();

    /** Ends calls under way and refuses new ones; nothing half done is kept. */
    void stop();
}
