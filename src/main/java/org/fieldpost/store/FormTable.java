package org.fieldpost.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.submission.FormRef;

/** {@code mobile_forms}: every version of every form this device may fill or has filled. */
public final class FormTable extends SyncedTable {
    FormTable() {
        super(
                EntityType.MOBILE_FORMS,
                List.of(
                        Column.text("code"),
                        Column.json("name"),
                        Column.text("version"),
                        Column.json("schema"),
                        Column.text("sha256"),
                        Column.bool("published"),
                        Column.bool("draft"),
                        Column.uuid("created_by"),
                        Column.instant("created_at"),
                        Column.instant("updated_at")),
                List.of(),
                true);
    }

    /** The newest published version of each form, by code. */
    public List<FormEntry> catalogue(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, code, version, name, sha256, created_at FROM (
                            SELECT f.*, row_number() OVER
                                (PARTITION BY code ORDER BY created_at DESC, version DESC) AS nth
                            FROM mobile_forms f WHERE published)
                        WHERE nth = 1 ORDER BY code
                        """)
                .map(
                        (row, ctx) ->
                                new FormEntry(
                                        Sql.uuid(row, "id"),
                                        new FormRef(
                                                Sql.text(row, "code"),
                                                Sql.text(row, "version"),
                                                new Sha256(Sql.text(row, "sha256"))),
                                        Sql.json(row, "name"),
                                        Sql.instant(row, "created_at")))
                .list();
    }

    /** The document of exactly this form; empty when this device does not hold it. */
    public Optional<EntityRow> version(ReadTx tx, String code, String version) {
        return find(tx, FormIds.of(code, version));
    }

    /** The newest published version of a form. */
    public Optional<EntityRow> newest(ReadTx tx, String code) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM mobile_forms WHERE code = :code AND published
                        ORDER BY created_at DESC, version DESC LIMIT 1
                        """)
                .bind("code", code)
                .map((row, ctx) -> row(row))
                .findOne();
    }

    /** Ids of all forms held with the hash of each. */
    public List<UUID> ids(ReadTx tx) {
        return tx.handle().createQuery("SELECT id FROM mobile_forms").mapTo(UUID.class).list();
    }
}
