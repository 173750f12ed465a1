package org.fieldpost.sync;

/** Why a sync ran. */
public enum SyncTrigger {
    /** A person asked. */
    USER,
    /** Something was saved here. */
    LOCAL_CHANGE,
    /** The hub hinted at news. */
    HINT,
    /** The network came back. */
    RECONNECT,
    /** The window came to the front. */
    FOCUS,
    /** It was time again. */
    INTERVAL,
    /** The last try failed. */
    RETRY
}
