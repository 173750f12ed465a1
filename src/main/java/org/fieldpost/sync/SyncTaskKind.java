package org.fieldpost.sync;

/** Work the scheduler knows, the most urgent first: text never waits for photos. */
public enum SyncTaskKind {
    /** Push, pull, apply, gate. */
    DATA_SYNC,
    /** Photos and files of this laptop to the hub. */
    MEDIA_UPLOAD,
    /** Photos and files other devices captured. */
    MEDIA_DOWNLOAD
}
