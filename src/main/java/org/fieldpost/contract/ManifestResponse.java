package org.fieldpost.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restored hub lacks and the device must offer again.
 *
 * @param epoch the hub's epoch now
 * @param missing those of the request that the hub does not have at all, as they were asked for
 * @param older those it holds as they were before, and nobody has changed since; each with the version it holds
 * @param overtaken those it holds in an older version that somebody has changed since the restore
 * @param moved those of which it once said, since, what was asked, and which say something else now in the very version
 *     that was asked for: they come as they are, and nothing may stand on that version; absent where nobody says
 * @param renamed of those missing whose deletion was told, and that somebody has offered since: by what id they came;
 *     absent where nobody says
 * @param kept rows that are there although their deletion was told: a conflict shows it, and a person has kept them or
 *     has yet to decide; absent where nobody says
 * @param place the request's cursor, cut to what its history and the hub's have in common; absent where it had none, or
 *     nobody says
 */
public record ManifestResponse(
        String epoch,
        List<ManifestEntry> missing,
        List<ManifestEntry> older,
        List<ManifestEntry> overtaken,
        @Nullable List<ManifestEntry> moved,
        @Nullable List<RenamedId> renamed,
        @Nullable List<ManifestEntry> kept,
        @Nullable String place) {
    public ManifestResponse {
        missing = List.copyOf(missing);
        older = List.copyOf(older);
        overtaken = List.copyOf(overtaken);
        moved = moved == null ? null : List.copyOf(moved);
        renamed = renamed == null ? null : List.copyOf(renamed);
        kept = kept == null ? null : List.copyOf(kept);
    }

    /** Of a hub that tells no more. */
    public ManifestResponse(
            String epoch,
            List<ManifestEntry> missing,
            List<ManifestEntry> older,
            List<ManifestEntry> overtaken) {
        this(epoch, missing, older, overtaken, null, null, null, null);
    }
}
