package org.fieldpost.hub;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.Database;
import org.fieldpost.form.ChoiceSource;
import org.fieldpost.hub.store.EntityTable;

/** Finds the bytes of a media row, or of a form's choice list, for those who may see it. */
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
     * @param organization whose it is
     * @param sha256 hash of its bytes
     * @param size its length in bytes
     * @param contentType what they are
     */
    record Stored(UUID organization, String sha256, long size, String contentType) {}

    /** {@code length} bytes from {@code first} on. */
    InputStream open(Stored stored, long first, long length) throws IOException {
        return vault.open(stored.organization(), stored.sha256(), first, length);
    }

    Stored find(Caller caller, UUID media) throws IOException {
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
                caller.organization(),
                sha256,
                vault.size(caller.organization(), sha256),
                row.payload().path("content_type").asText());
    }

    /** A choice list of a form; only what the form's own document names. */
    Stored formFile(Caller caller, UUID form, String sha256) throws IOException {
        var row =
                database.read(
                                tx ->
                                        EntityTable.of(EntityType.MOBILE_FORMS)
                                                .find(tx, caller.organization(), form))
                        .filter(found -> !found.deleted() && caller.scope().sees(found))
                        .orElseThrow(() -> Refused.unknown("No such form."));
        boolean named =
                ChoiceSource.of(row.payload().path("schema")).values().stream()
                        .map(ChoiceSource::sha256)
                        .anyMatch(hash -> hash != null && hash.hex().equals(sha256));
        if (!named || !vault.holds(caller.organization(), sha256)) {
            throw Refused.unknown("The form has no such file here.");
        }
        return new Stored(
                caller.organization(),
                sha256,
                vault.size(caller.organization(), sha256),
                "text/csv");
    }
}
