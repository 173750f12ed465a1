package org.fieldpost.hub.store;

import java.util.Optional;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/** What the hub knows about itself. */
public final class HubMetaTable {
    private static final String EPOCH = "epoch";
    private static final String START = "start";

    private HubMetaTable() {}

    /** The hub's epoch, given on first use; a restore from a backup gives a new one ({@link #renewEpoch}). */
    public static String epoch(WriteTx tx, UUID fresh) {
        return find(tx, EPOCH).orElseGet(() -> insert(tx, fresh));
    }

    /** All that is here came from a backup. Begins a new epoch: cursors of the old one are refused from now on. */
    public static String renewEpoch(WriteTx tx, UUID fresh) {
        tx.handle()
                .createUpdate("DELETE FROM hub_meta WHERE name = :name")
                .bind("name", EPOCH)
                .execute();
        return insert(tx, fresh);
    }

    /** Notes that a process of the hub has started; of several first ones at once, one may meet another's row. */
    public static void started(WriteTx tx, UUID start) {
        int known =
                tx.handle()
                        .createUpdate("UPDATE hub_meta SET content = :start WHERE name = :name")
                        .bind("name", START)
                        .bind("start", start.toString())
                        .execute();
        if (known == 0) {
            tx.handle()
                    .createUpdate("INSERT INTO hub_meta (name, content) VALUES (:name, :start)")
                    .bind("name", START)
                    .bind("start", start.toString())
                    .execute();
        }
    }

    /** The last start of a process of the hub. */
    public static String start(ReadTx tx) {
        return find(tx, START).orElse("");
    }

    /** Keeps whoever else locks it, in any process on this database, waiting until the commit. */
    static void lock(WriteTx tx) {
        tx.handle()
                .createQuery("SELECT content FROM hub_meta WHERE name = :name FOR UPDATE")
                .bind("name", EPOCH)
                .mapTo(String.class)
                .list();
    }

    private static Optional<String> find(ReadTx tx, String name) {
        return tx.handle()
                .createQuery("SELECT content FROM hub_meta WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
    }

    private static String insert(WriteTx tx, UUID fresh) {
        tx.handle()
                .createUpdate("INSERT INTO hub_meta (name, content) VALUES (:name, :epoch)")
                .bind("name", EPOCH)
                .bind("epoch", fresh.toString())
                .execute();
        return fresh.toString();
    }
}
