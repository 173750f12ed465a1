package org.fieldpost.contract;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device asks to do bulk work (seed: {@code SyncLeaseManager}).
 *
 * @param purpose what for, like {@code media_upload}
 * @param leaseId the lease to renew; null for a new one
 */
public record LeaseRequest(String purpose, @Nullable UUID leaseId) {}
