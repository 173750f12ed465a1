package org.fieldpost.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/**
 * {@code submission_references}: where answers hold the id of another submission. Every answer that is a whole UUID
 * is noted, whatever its form says: ids are unique in the world, so a rewrite by exact match cannot hit anything
 * else, and it works for a submission whose form this device does not hold yet.
 */
final class SubmissionReferences {
    private static final int UUID_CHARS = 36;

    /** A place in the answers that holds {@code target}. */
    record Reference(UUID submission, String pointer, UUID target) {}

    /** Pointers of all answers that are a UUID. Pure. */
    static Map<String, UUID> in(JsonNode data) {
        var found = new TreeMap<String, UUID>();
        collect(data, "", found);
        return found;
    }

    private static void collect(JsonNode node, String pointer, Map<String, UUID> found) {
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            e -> {
                                // A row's own key is not an answer.
                                if (!e.getKey().equals("_key")) {
                                    var name = e.getKey().replace("~", "~0").replace("/", "~1");
                                    collect(e.getValue(), pointer + "/" + name, found);
                                }
                            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), pointer + "/" + i, found);
            }
        } else if (node.isTextual() && node.asText().length() == UUID_CHARS) {
            try {
                found.put(pointer, UUID.fromString(node.asText()));
            } catch (IllegalArgumentException e) {
                // 36 characters of something else
            }
        }
    }

    void replace(WriteTx tx, UUID submission, JsonNode data) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM submission_references
                        WHERE submission_id = :id AND pointer NOT LIKE 'base:%'
                        """)
                .bind("id", submission)
                .execute();
        insert(
                tx,
                in(data).entrySet().stream()
                        .map(e -> new Reference(submission, e.getKey(), e.getValue()))
                        .toList());
    }

    /** Notes what is in rows that were never here. */
    void addAll(WriteTx tx, List<EntityRow> rows) {
        var found = new ArrayList<Reference>();
        for (var row : rows) {
            in(row.payload().path("data"))
                    .forEach(
                            (pointer, target) ->
                                    found.add(new Reference(row.id(), pointer, target)));
        }
        insert(tx, found);
    }

    private static void insert(WriteTx tx, List<Reference> references) {
        if (references.isEmpty()) {
            return;
        }
        try (var batch =
                tx.handle()
                        .prepareBatch(
                                """
                                INSERT INTO submission_references (submission_id, pointer, target_id)
                                VALUES (:submission, :pointer, :target)
                                """)) {
            for (var reference : references) {
                batch.bind("submission", reference.submission())
                        .bind("pointer", reference.pointer())
                        .bind("target", reference.target())
                        .add();
            }
            batch.execute();
        }
    }

    /** Temporary ids in what was last agreed with the hub; the payload may not hold them any more. */
    void replaceBase(WriteTx tx, UUID submission, ObjectNode base) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM submission_references
                        WHERE submission_id = :id AND pointer LIKE 'base:%'
                        """)
                .bind("id", submission)
                .execute();
        var ids = IdRewriting.ids(EntityType.SUBMISSIONS, base);
        if (!ids.isEmpty()) {
            tx.handle()
                    .createUpdate(
                            """
                            INSERT INTO submission_references (submission_id, pointer, target_id)
                            SELECT CAST(:id AS UUID), 'base:' || client_id, client_id
                            FROM id_mappings WHERE client_id IN (<ids>)
                                AND entity_type = 'submissions' AND status <> 'resolved'
                            """)
                    .bind("id", submission)
                    .bindList("ids", List.copyOf(ids))
                    .execute();
        }
    }

    /** Nothing refers to {@code target} any more. */
    void forgetTarget(WriteTx tx, UUID target) {
        tx.handle()
                .createUpdate("DELETE FROM submission_references WHERE target_id = :target")
                .bind("target", target)
                .execute();
    }

    void remove(WriteTx tx, UUID submission) {
        tx.handle()
                .createUpdate("DELETE FROM submission_references WHERE submission_id = :id")
                .bind("id", submission)
                .execute();
    }

    void replaceOwner(WriteTx tx, UUID oldId, UUID newId) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE submission_references SET submission_id = :new
                        WHERE submission_id = :old
                        """)
                .bind("new", newId)
                .bind("old", oldId)
                .execute();
    }

    /** Everything that refers to {@code target}. */
    List<Reference> to(ReadTx tx, UUID target) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT submission_id, pointer, target_id FROM submission_references
                        WHERE target_id = :target ORDER BY submission_id, pointer
                        """)
                .bind("target", target)
                .map(
                        (row, ctx) ->
                                new Reference(
                                        Sql.uuid(row, "submission_id"),
                                        Sql.text(row, "pointer"),
                                        Sql.uuid(row, "target_id")))
                .list();
    }
}
