package org.fieldpost.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/** {@code awaited_references}: ids in answers that are no row's, until a row comes with it as its temporary id. */
public final class AwaitedReferencesTable {
    private AwaitedReferencesTable() {}

    /** Notes what each row names; what is noted already stays so. */
    public static void add(OrgWrite write, Map<RowKey, Set<UUID>> named) {
        var all =
                named.entrySet().stream()
                        .flatMap(by -> by.getValue().stream().map(id -> Map.entry(id, by.getKey())))
                        .toList();
        Chunks.of(all).forEach(some -> insert(write, some));
    }

    private static void insert(OrgWrite write, List<Map.Entry<UUID, RowKey>> named) {
        var rows = named.stream().map(Map.Entry::getValue).toList();
        write.tx()
                .handle()
                .createUpdate(
                        """
                        INSERT INTO awaited_references (target_id, organization_id, row_id, entity_type)
                        SELECT t.target_id, CAST(:organization AS UUID), t.row_id, t.entity_type
                        FROM UNNEST(CAST(:targets AS UUID ARRAY), CAST(:rows AS UUID ARRAY),
                            CAST(:types AS VARCHAR(40) ARRAY))
                          t (target_id, row_id, entity_type)
                        WHERE NOT EXISTS (SELECT 1 FROM awaited_references a
                          WHERE a.target_id = t.target_id AND a.organization_id = :organization
                            AND a.row_id = t.row_id)
                        """)
                .bind("targets", named.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .bind("rows", rows.stream().map(RowKey::id).toArray(UUID[]::new))
                .bind("types", rows.stream().map(row -> row.type().word()).toArray(String[]::new))
                .bind("organization", write.organization())
                .execute();
    }

    /** Which rows name those among {@code targets} that any names. */
    public static Map<UUID, Set<RowKey>> naming(
            ReadTx tx, UUID organization, Collection<UUID> targets) {
        var naming = new LinkedHashMap<UUID, Set<RowKey>>();
        Chunks.of(targets)
                .forEach(
                        chunk ->
                                tx.handle()
                                        .createQuery(
                                                """
                                                SELECT target_id, row_id, entity_type FROM awaited_references
                                                WHERE target_id IN (<ids>) AND organization_id = :organization
                                                ORDER BY target_id, row_id
                                                """)
                                        .bindList("ids", chunk)
                                        .bind("organization", organization)
                                        .map((row, context) -> named(row))
                                        .forEach(
                                                pair ->
                                                        naming.computeIfAbsent(
                                                                        pair.getKey(),
                                                                        t -> new LinkedHashSet<>())
                                                                .add(pair.getValue())));
        return naming;
    }

    private static Map.Entry<UUID, RowKey> named(ResultSet row) throws SQLException {
        return Map.entry(
                row.getObject(1, UUID.class),
                new RowKey(
                        EntityType.of(row.getString(3)).orElseThrow(),
                        row.getObject(2, UUID.class)));
    }

    /** Nobody waits for these any more. */
    public static void remove(WriteTx tx, UUID organization, Collection<UUID> targets) {
        Chunks.of(targets)
                .forEach(
                        chunk ->
                                tx.handle()
                                        .createUpdate(
                                                """
                                                DELETE FROM awaited_references
                                                WHERE target_id IN (<ids>) AND organization_id = :organization
                                                """)
                                        .bindList("ids", chunk)
                                        .bind("organization", organization)
                                        .execute());
    }

    /** Forgets what rows that are no more wait for. */
    static void forget(WriteTx tx, UUID organization, Collection<UUID> rows) {
        if (!rows.isEmpty()) {
            tx.handle()
                    .createUpdate(
                            """
                            DELETE FROM awaited_references
                            WHERE row_id IN (<ids>) AND organization_id = :organization
                            """)
                    .bindList("ids", List.copyOf(rows))
                    .bind("organization", organization)
                    .execute();
        }
    }
}
