package org.fieldpost.hub.store;

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

    /** Notes that {@code row} names {@code targets}; what is noted already stays so. */
    public static void add(OrgWrite write, RowKey row, Collection<UUID> targets) {
        for (var target : targets) {
            write.tx()
                    .handle()
                    .createUpdate(
                            """
                            INSERT INTO awaited_references (target_id, organization_id, row_id, entity_type)
                            SELECT CAST(:target AS UUID), CAST(:organization AS UUID), CAST(:row AS UUID), :type
                            WHERE NOT EXISTS (SELECT 1 FROM awaited_references
                              WHERE target_id = :target AND organization_id = :organization AND row_id = :row)
                            """)
                    .bind("target", target)
                    .bind("organization", write.organization())
                    .bind("row", row.id())
                    .bind("type", row.type().word())
                    .execute();
        }
    }

    /** Which rows name those among {@code targets} that any names. */
    public static Map<UUID, Set<RowKey>> naming(
            ReadTx tx, UUID organization, Collection<UUID> targets) {
        var naming = new LinkedHashMap<UUID, Set<RowKey>>();
        if (!targets.isEmpty()) {
            tx.handle()
                    .createQuery(
                            """
                            SELECT target_id, row_id, entity_type FROM awaited_references
                            WHERE target_id IN (<ids>) AND organization_id = :organization
                            ORDER BY target_id, row_id
                            """)
                    .bindList("ids", List.copyOf(targets))
                    .bind("organization", organization)
                    .map(
                            (row, context) ->
                                    Map.entry(
                                            row.getObject(1, UUID.class),
                                            new RowKey(
                                                    EntityType.of(row.getString(3)).orElseThrow(),
                                                    row.getObject(2, UUID.class))))
                    .forEach(
                            pair ->
                                    naming.computeIfAbsent(
                                                    pair.getKey(), t -> new LinkedHashSet<>())
                                            .add(pair.getValue()));
        }
        return naming;
    }

    /** Nobody waits for these any more. */
    public static void remove(WriteTx tx, UUID organization, Collection<UUID> targets) {
        if (!targets.isEmpty()) {
            tx.handle()
                    .createUpdate(
                            """
                            DELETE FROM awaited_references
                            WHERE target_id IN (<ids>) AND organization_id = :organization
                            """)
                    .bindList("ids", List.copyOf(targets))
                    .bind("organization", organization)
                    .execute();
        }
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
