package org.fieldpost.sync;

import java.util.Set;

/** Work the scheduler knows, the most urgent first: text never waits for photos. */
public enum SyncTaskKind {
    /** Push, pull, apply, gate. */
    DATA_SYNC,
    /** Choice lists of forms that came by the feed. */
    CATALOG_SYNC,
    /** How this laptop is, written down; sent with the next data sync. */
    TELEMETRY,
    /** Photos and files of this laptop to the hub. */
    MEDIA_UPLOAD,
    /** Photos and files other devices captured. */
    MEDIA_DOWNLOAD;

    /** What it uses while it runs. */
    Set<SyncResource> needs() {
        return switch (this) {
            case DATA_SYNC, CATALOG_SYNC, MEDIA_UPLOAD, MEDIA_DOWNLOAD ->
                    Set.of(SyncResource.NETWORK, SyncResource.DATABASE);
            case TELEMETRY -> Set.of(SyncResource.DATABASE);
        };
    }

    /** Whether a run is not over before this is done. */
    boolean belongsToRun() {
        return switch (this) {
            case CATALOG_SYNC, MEDIA_UPLOAD, MEDIA_DOWNLOAD -> true;
            case DATA_SYNC, TELEMETRY -> false;
        };
    }
}
