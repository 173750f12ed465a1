package org.fieldpost.contract;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row a device believes the hub holds.
 *
 * @param entityType what it is
 * @param entityId its permanent id
 * @param version the hub's row version the device was told; in an answer, the version the hub holds
 * @param sha256 of a submission's answers, lower-case hex; absent for others and in an answer
 */
public record ManifestEntry(
        EntityType entityType, UUID entityId, long version, @Nullable String sha256) {
    /** Without a hash. */
    public static ManifestEntry of(EntityType entityType, UUID entityId, long version) {
        return new ManifestEntry(entityType, entityId, version, null);
    }
}
