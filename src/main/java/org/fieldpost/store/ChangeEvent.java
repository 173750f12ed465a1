package org.fieldpost.store;

import java.util.UUID;
import org.fieldpost.contract.EntityType;

/** Something that happened to an entity here, told after the commit that made it true. */
public sealed interface ChangeEvent {
    EntityType type();

    /** The id the entity has now. */
    UUID id();

    /** A row came. */
    record Created(EntityType type, UUID id) implements ChangeEvent {}

    /** A row, its delivery or its media changed. */
    record Updated(EntityType type, UUID id) implements ChangeEvent {}

    /** A row went. */
    record Deleted(EntityType type, UUID id) implements ChangeEvent {}

    /** A row is now known by the hub's id (seed: {@code RepositoryChangeType.idChanged}). */
    record IdChanged(EntityType type, UUID clientId, UUID serverId) implements ChangeEvent {
        @Override
        public UUID id() {
            return serverId;
        }
    }
}
