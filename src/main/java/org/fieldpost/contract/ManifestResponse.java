package org.fieldpost.contract;

import java.util.List;

/**
 * What a restored hub lacks and the device must offer again.
 *
 * @param epoch the hub's epoch now
 * @param missing those of the request that the hub does not have at all, as they were asked for
 * @param older those it holds as they were before, and nobody has changed since; each with the version it holds
 * @param overtaken those it holds in an older version that somebody has changed since the restore
 */
public record ManifestResponse(
        String epoch,
        List<ManifestEntry> missing,
        List<ManifestEntry> older,
        List<ManifestEntry> overtaken) {
    public ManifestResponse {
        missing = List.copyOf(missing);
        older = List.copyOf(older);
        overtaken = List.copyOf(overtaken);
    }
}
