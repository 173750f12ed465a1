package org.fieldpost.sync;

/**
 * How far a running sync has come.
 *
 * @param phase what it does now
 * @param done records (or bytes, for photos) so far in this phase
 * @param total of how many; 0 = not known
 */
public record SyncProgress(SyncPhase phase, long done, long total) {}
