package org.fieldpost.sync;

/** Where a running sync is. */
public enum SyncPhase {
    CONNECTING,
    PUSHING,
    PULLING,
    SENDING_PHOTOS,
    FETCHING_PHOTOS
}
