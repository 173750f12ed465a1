package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/** {@code submissions}: finished answers; each row is verified by its own SHA-256 when it is read. */
public final class SubmissionTable extends SyncedTable {
    private static final int NAME_CHARS_MAX = 200;
    private static final int SUMMARY_CHARS_MAX = 500;
    private final SubmissionReferences references = new SubmissionReferences();

    SubmissionTable() {
        super(
                EntityType.SUBMISSIONS,
                List.of(
                        Column.uuid("form_id"),
                        Column.text("form_code"),
                        Column.text("form_version"),
                        Column.text("form_sha256"),
                        Column.json("data"),
                        Column.text("sha256"),
                        Column.uuid("device_id"),
                        Column.uuid("created_by"),
                        Column.uuid("parent_id"),
                        Column.text("status"),
                        Column.json("review"),
                        Column.uuid("reviewed_by"),
                        Column.instant("reviewed_at"),
                        Column.json("metadata"),
                        Column.instant("created_at"),
                        Column.instant("updated_at")),
                List.of("summary", "captured_by", "latitude", "longitude", "words_stale"),
                true);
    }

    @Override
    Map<String, @Nullable Object> derive(UUID id, ObjectNode payload) {
        var metadata = payload.path("metadata");
        var position = metadata.path("position");
        var summary = metadata.path("summary").asText("");
        var values = new HashMap<String, @Nullable Object>();
        values.put("summary", summary.substring(0, Math.min(summary.length(), SUMMARY_CHARS_MAX)));
        var name = metadata.path("capturedBy").asText("");
        values.put("captured_by", name.substring(0, Math.min(name.length(), NAME_CHARS_MAX)));
        values.put(
                "latitude",
                position.path("latitude").isNumber() ? position.get("latitude").asDouble() : null);
        values.put(
                "longitude",
                position.path("longitude").isNumber()
                        ? position.get("longitude").asDouble()
                        : null);
        values.put("words_stale", true);
        return values;
    }

    @Override
    public void insert(WriteTx tx, EntityRow row) {
        super.insert(tx, row);
        references.replace(tx, row.id(), row.payload().path("data"));
    }

    @Override
    public void insertAll(WriteTx tx, List<EntityRow> rows) {
        super.insertAll(tx, rows);
        references.addAll(tx, rows);
    }

    @Override
    public boolean update(WriteTx tx, EntityRow row, long heldRevision) {
        boolean updated = super.update(tx, row, heldRevision);
        if (updated) {
            references.replace(tx, row.id(), row.payload().path("data"));
        }
        return updated;
    }

    @Override
    public boolean markSynced(
            WriteTx tx, UUID id, long sentRevision, long version, ObjectNode agreed) {
        references.replaceBase(tx, id, agreed);
        return super.markSynced(tx, id, sentRevision, version, agreed);
    }

    @Override
    public boolean delete(WriteTx tx, UUID id) {
        references.remove(tx, id);
        SubmissionSearch.forget(tx, id);
        return super.delete(tx, id);
    }

    @Override
    public void replaceId(WriteTx tx, UUID oldId, UUID newId) {
        super.replaceId(tx, oldId, newId);
        references.replaceOwner(tx, oldId, newId);
    }

    /** Those that name {@code parent} as theirs. */
    List<UUID> childrenOf(ReadTx tx, UUID parent) {
        return tx.handle()
                .createQuery("SELECT id FROM submissions WHERE parent_id = :parent")
                .bind("parent", parent)
                .mapTo(UUID.class)
                .list();
    }

    /** Submissions whose answers refer to {@code target}. */
    List<UUID> referringTo(ReadTx tx, UUID target) {
        return references.to(tx, target).stream()
                .map(SubmissionReferences.Reference::submission)
                .distinct()
                .toList();
    }

    /** Notes the temporary ids in what was last agreed with the hub about {@code row}. */
    void noteBase(WriteTx tx, EntityRow row) {
        var base = row.baseSnapshot();
        if (base != null) {
            references.replaceBase(tx, row.id(), base);
        }
    }

    void forgetReference(WriteTx tx, UUID target) {
        references.forgetTarget(tx, target);
    }

    /** Submissions that belong to {@code parentId}. */
    public List<EntityRow> children(ReadTx tx, UUID parentId) {
        return tx.handle()
                .createQuery("SELECT * FROM submissions WHERE parent_id = :parent ORDER BY id")
                .bind("parent", parentId)
                .map((row, ctx) -> row(row))
                .list();
    }
}
