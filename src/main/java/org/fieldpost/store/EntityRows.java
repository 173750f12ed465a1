package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one synced table as payloads, for the sync engines, which treat all entity types alike. Local changes
 * do not come this way: {@link LocalWrites} writes row and outbox command together.
 */
public interface EntityRows {
    /** Less than any version: the hub has not accepted the row. */
    long NOT_ACCEPTED = -1;

    EntityType type();

    /** The row with this id; a replaced temporary id is not followed (see {@link IdMapRepository#aliasOf}). */
    Optional<EntityRow> find(ReadTx tx, UUID id);

    /** Rows in the order of their ids, from the first after {@code after}. */
    List<EntityRow> list(ReadTx tx, @Nullable UUID after, int limit);

    /** Which of {@code ids} exist. */
    Set<UUID> existing(ReadTx tx, Collection<UUID> ids);

    /**
     * The hub's versions of those among {@code ids} that exist here; {@link #NOT_ACCEPTED} for one the hub has not
     * accepted, 0 for one it has in a version nobody knows.
     */
    Map<UUID, Long> versions(ReadTx tx, Collection<UUID> ids);

    /** What was agreed on with the hub about those among {@code ids} that exist here. */
    Map<UUID, Agreed> agreed(ReadTx tx, Collection<UUID> ids);

    /** Adds a row; an id that exists is a bug. */
    void insert(WriteTx tx, EntityRow row);

    /** Adds rows whose ids were never here. */
    void insertAll(WriteTx tx, List<EntityRow> rows);

    /** Replaces a row if it still has local revision {@code heldRevision}; whether it had. */
    boolean update(WriteTx tx, EntityRow row, long heldRevision);

    /** Removes a row; whether there was one. */
    boolean delete(WriteTx tx, UUID id);

    /** Gives a row another primary key and nothing else; {@link IdReplacement} does the rest of the world. */
    void replaceId(WriteTx tx, UUID oldId, UUID newId);

    /**
     * The hub acknowledged what the row said at {@code sentRevision}: version and base are set, and it is clean
     * unless it changed since. Returns whether it is clean now.
     */
    boolean markSynced(WriteTx tx, UUID id, long sentRevision, long version, ObjectNode agreed);

    /** Versions count anew at a hub that was restored: whatever it sends of rows without work of ours is newer. */
    void forgetVersions(WriteTx tx);

    /** {@code payload} as this table would give it back: numbers, instants and order of properties made regular. */
    ObjectNode normalised(ObjectNode payload);

    /** Number of rows. */
    long count(ReadTx tx);
}
