package org.fieldpost.contract;

import java.util.List;

/**
 * What the hub lacks and the device must offer again.
 *
 * @param epoch the hub's epoch now
 * @param missing those of the request that the hub has not, or has in an older version only
 */
public record ManifestResponse(String epoch, List<ManifestEntry> missing) {
    public ManifestResponse {
        missing = List.copyOf(missing);
    }
}
