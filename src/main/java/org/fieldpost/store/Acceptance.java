package org.fieldpost.store;

import java.util.UUID;
import org.fieldpost.kernel.Sha256;

/**
 * The hub's yes to one command.
 *
 * @param fencingToken of the sending that is answered
 * @param entityId the permanent id
 * @param version the hub's row version now
 * @param payload hash of the payload's canonical bytes that was sent; of no bytes for a delete
 */
public record Acceptance(
        UUID commandId, long fencingToken, UUID entityId, long version, Sha256 payload) {}
