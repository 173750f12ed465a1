package org.fieldpost.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /health} says.
 *
 * @param status {@code ok}
 * @param version the hub program's version
 * @param epoch the hub's epoch
 * @param time the hub's clock, by which devices see their own skew
 * @param start changes whenever a process of the hub starts: a backup may have been put back, and a device asks whether
 *     what it was told still holds; empty where nobody says
 */
public record HubHealth(
        String status, String version, String epoch, Instant time, @Nullable String start) {
    /** Of a hub that does not tell its starts. */
    public HubHealth(String status, String version, String epoch, Instant time) {
        this(status, version, epoch, time, null);
    }
}
