package org.fieldpost.contract;

import java.util.UUID;

/**
 * A row a device believes the hub holds.
 *
 * @param entityType what it is
 * @param entityId its permanent id
 * @param version the hub's row version the device was told
 */
public record ManifestEntry(EntityType entityType, UUID entityId, long version) {}
