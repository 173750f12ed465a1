package org.fieldpost.contract;

/** Who makes an entity's permanent id (seed: ID negotiation, {@code IdGenerationStrategy}). */
public enum IdStrategy {
    /** The device; the id never changes. */
    CLIENT,
    /** The hub; the device's temporary id is replaced everywhere once the hub has answered. */
    SERVER
}
