package org.fieldpost.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * After a hub was restored from a backup: does it still hold all of this?
 *
 * @param entries rows the device was told are at the hub
 * @param cursor how far the device has pulled, from which the hub sees what it has lost; null for a device that never
 *     did
 * @param shown true if the entries are states of rows that conflicts show, or that changes and deletions not sent yet
 *     were made on: in that version, the row must say so now
 */
public record ManifestRequest(
        List<ManifestEntry> entries, @Nullable String cursor, @Nullable Boolean shown) {
    public ManifestRequest {
        entries = List.copyOf(entries);
    }

    public ManifestRequest(List<ManifestEntry> entries) {
        this(entries, null);
    }

    public ManifestRequest(List<ManifestEntry> entries, @Nullable String cursor) {
        this(entries, cursor, null);
    }
}
