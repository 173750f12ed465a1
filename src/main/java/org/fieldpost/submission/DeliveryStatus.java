package org.fieldpost.submission;

/** Where a submission stands on its way to the hub; said to the person in these words. */
public enum DeliveryStatus {
    /** Not finished; on this laptop only. */
    DRAFT,
    /** Finished, waiting for the hub (or for a photo, or for a parent). */
    WAITING,
    /** On its way now. */
    SENDING,
    /** The hub holds every answer and every byte of every photo. */
    AT_HUB,
    /** The hub refused it, or it failed too often: needs a person. */
    FAILED,
    /** Changed here and elsewhere: waits for a decision. */
    CONFLICT
}
