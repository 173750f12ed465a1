package org.fieldpost.contract;

import java.util.List;

/**
 * After a hub was restored from a backup: does it still hold all of this?
 *
 * @param entries rows the device was told are at the hub
 */
public record ManifestRequest(List<ManifestEntry> entries) {
    public ManifestRequest {
        entries = List.copyOf(entries);
    }
}
