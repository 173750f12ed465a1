package org.fieldpost.sync;

/** What background work shares with people: too much of it at once, and a capture waits. */
enum SyncResource {
    /** The line to the hub. */
    NETWORK,
    /** The device's database and its one writer. */
    DATABASE
}
