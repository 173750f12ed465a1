package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.form.ChoiceSource;
import org.fieldpost.form.FormDocument;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.submission.FormRef;

/** {@code mobile_forms}: every version of every form this device may fill or has filled. */
public final class FormTable extends SyncedTable {
    private static final String PUBLISHED =
            """
            SELECT f.*, NOT EXISTS (SELECT 1 FROM form_lists l
                WHERE l.form_id = f.id AND l.state <> 'READY') AS ready
            FROM mobile_forms f WHERE published
            """;
    private final WantedLists lists = new WantedLists();

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

    /** The choice lists that forms need. */
    public WantedLists lists() {
        return lists;
    }

    @Override
    public void insert(WriteTx tx, EntityRow row) {
        super.insert(tx, row);
        noteLists(tx, row);
    }

    @Override
    public boolean update(WriteTx tx, EntityRow row, long heldRevision) {
        boolean updated = super.update(tx, row, heldRevision);
        if (updated) {
            noteLists(tx, row);
        }
        return updated;
    }

    private void noteLists(WriteTx tx, EntityRow row) {
        lists.named(tx, row.id(), ChoiceSource.of(row.payload().path("schema")).values());
    }

    @Override
    public boolean delete(WriteTx tx, UUID id) {
        lists.forget(tx, id);
        return super.delete(tx, id);
    }

    @Override
    public void replaceId(WriteTx tx, UUID oldId, UUID newId) {
        super.replaceId(tx, oldId, newId);
        lists.replaceForm(tx, oldId, newId);
    }

    /** Whether all choice lists of a form are here, so that it can be filled. */
    public boolean isReady(ReadTx tx, UUID form) {
        return lists.missing(tx, form).isEmpty();
    }

    /**
     * One published version of each form, by code: the newest that can be filled, or the newest when none can yet (its
     * choice lists are on their way).
     */
    public List<FormEntry> catalogue(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, code, version, name, sha256, created_at, ready FROM (
                            SELECT r.*, row_number() OVER (PARTITION BY code
                                ORDER BY ready DESC, created_at DESC, version DESC) AS nth
                            FROM (%s) r)
                        WHERE nth = 1 ORDER BY code
                        """
                                .formatted(PUBLISHED))
                .map(
                        (row, ctx) ->
                                new FormEntry(
                                        Sql.uuid(row, "id"),
                                        new FormRef(
                                                Sql.text(row, "code"),
                                                Sql.text(row, "version"),
                                                new Sha256(Sql.text(row, "sha256"))),
                                        Sql.json(row, "name"),
                                        Sql.instant(row, "created_at"),
                                        row.getBoolean("ready")))
                .list();
    }

    /** Puts a form that ships with the program into the catalogue; one that is there already stays. Its id. */
    public UUID install(WriteTx tx, FormDocument form, Instant now) {
        var id = FormIds.of(form.code(), form.version());
        if (find(tx, id).isEmpty()) {
            var payload = Json.object();
            payload.put("code", form.code());
            payload.put("version", form.version());
            payload.set("name", names(form));
            payload.set("schema", form.source());
            payload.put("sha256", form.sha256().hex());
            payload.put("published", true);
            payload.put("draft", false);
            payload.put("created_at", now.toString());
            insert(tx, EntityRow.fromHub(EntityType.MOBILE_FORMS, id, 1, payload, now));
        }
        lists.comesWithProgram(tx, id);
        return id;
    }

    /** Notes that a form the catalogue has ships with the program, lists and all; false when it lacks the form. */
    public boolean comesWithProgram(WriteTx tx, String code, String version) {
        var id = FormIds.of(code, version);
        boolean held = !existing(tx, Set.of(id)).isEmpty();
        if (held) {
            lists.comesWithProgram(tx, id);
        }
        return held;
    }

    private static ObjectNode names(FormDocument form) {
        var names = Json.object();
        form.languages().forEach(tag -> names.put(tag, form.name(Locale.forLanguageTag(tag))));
        return names;
    }

    /** The document of exactly this form; empty when this device does not hold it. */
    public Optional<EntityRow> version(ReadTx tx, String code, String version) {
        return find(tx, FormIds.of(code, version));
    }

    /** The published version of a form that {@link #catalogue} shows. */
    public Optional<EntityRow> newest(ReadTx tx, String code) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM (%s) WHERE code = :code
                        ORDER BY ready DESC, created_at DESC, version DESC LIMIT 1
                        """
                                .formatted(PUBLISHED))
                .bind("code", code)
                .map((row, ctx) -> row(row))
                .findOne();
    }

    /** Ids of all forms held with the hash of each. */
    public List<UUID> ids(ReadTx tx) {
        return tx.handle().createQuery("SELECT id FROM mobile_forms").mapTo(UUID.class).list();
    }
}
