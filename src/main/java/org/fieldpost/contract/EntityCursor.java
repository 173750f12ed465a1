package org.fieldpost.contract;

/**
 * How far one entity type has been pulled: the last change seen, ties broken by id.
 *
 * @param lastCreatedAt the hub's change stamp (strictly increasing per organization; 0 before the first change)
 * @param lastId the entity's id at that stamp; empty before the first change
 */
public record EntityCursor(long lastCreatedAt, String lastId) implements Comparable<EntityCursor> {
    public static final EntityCursor START = new EntityCursor(0, "");

    @Override
    public int compareTo(EntityCursor other) {
        int byStamp = Long.compare(lastCreatedAt, other.lastCreatedAt);
        return byStamp != 0 ? byStamp : lastId.compareTo(other.lastId);
    }
}
