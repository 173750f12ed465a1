package org.fieldpost.ui.sync;

import java.time.Instant;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.SyncAction;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not at the hub yet, or came from it and could not be taken in.
 *
 * @param key the outbox command; for photos and quarantined changes the entity's id
 * @param entity the record it is about
 * @param name what the person knows it by; may be empty
 * @param attempts how often it was tried
 * @param since when it was saved
 * @param nextTry when it is tried again by itself; null when nothing happens by itself
 * @param error why it was not sent; null when it was not tried yet
 */
public record QueueLine(
        Kind kind,
        UUID key,
        EntityType type,
        SyncAction action,
        UUID entity,
        String name,
        int attempts,
        Instant since,
        @Nullable Instant nextTry,
        @Nullable ErrorBody error) {
    /** How it stands. */
    public enum Kind {
        WAITING,
        SENDING,
        RETRYING,
        /** Refused, or tried too often. */
        DEAD,
        /** Waits for a decision between two versions. */
        CONFLICT,
        /** A photo the hub refused or that cannot be read. */
        PHOTO_FAILED,
        /** A change from the hub this program could not take in. */
        QUARANTINED
    }

    /** Nothing happens to it until a person acts. */
    public boolean needsPerson() {
        return switch (kind) {
            case WAITING, SENDING, RETRYING -> false;
            case DEAD, CONFLICT, PHOTO_FAILED, QUARANTINED -> true;
        };
    }
}
