package org.fieldpost.hub;

import java.nio.file.Path;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.Database;
import org.fieldpost.hub.store.EntityTable;

/** Finds the bytes of a media row for those who may see it. */
final class Downloads {
    private final Database database;
    private final MediaVault vault;

    Downloads(Database database, MediaVault vault) {
        this.database = database;
        this.vault = vault;
    }

    /**
     * A stored file.
     *
     * @param path where its bytes are
     * @param sha256 their hash
     * @param contentType what they are
     */
    record Stored(Path path, String sha256, String contentType) {}

    Stored find(Caller caller, UUID media) {
        var row =
                database.read(
                                tx ->
                                        EntityTable.of(EntityType.SUBMISSION_MEDIA)
                                                .find(tx, caller.organization(), media))
                        .filter(found -> !found.deleted() && caller.scope().sees(found))
                        .orElseThrow(() -> Refused.unknown("No such file."));
        var sha256 = row.payload().path("sha256").asText();
        if (!vault.holds(caller.organization(), sha256)) {
            throw Refused.unknown("The bytes of this file have not reached the hub yet.");
        }
        return new Stored(
                vault.file(caller.organization(), sha256),
                sha256,
                row.payload().path("content_type").asText());
    }
}
