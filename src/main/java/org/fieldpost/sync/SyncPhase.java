package org.fieldpost.sync;

/** Where a running sync is. */
public enum SyncPhase {
    CONNECTING,
    PUSHING,
    PULLING,
    FETCHING_LISTS,
    SENDING_PHOTOS,
    FETCHING_PHOTOS
}
