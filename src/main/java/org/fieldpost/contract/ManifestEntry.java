package org.fieldpost.contract;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row a device believes the hub holds.
 *
 * @param entityType what it is
 * @param entityId its permanent id
 * @param version the hub's row version the device was told; in an answer, the version the hub holds
 * @param sha256 of a submission's answers, lower-case hex, or {@link #DELETED}; in an answer, of the answers the hub
 *     holds of what is older or overtaken; absent for others
 */
public record ManifestEntry(
        EntityType entityType, UUID entityId, long version, @Nullable String sha256) {
    /** In the place of a hash: the device was told in that version that the row is deleted. */
    public static final String DELETED = "deleted";

    /** Without a hash. */
    public static ManifestEntry of(EntityType entityType, UUID entityId, long version) {
        return new ManifestEntry(entityType, entityId, version, null);
    }
}
