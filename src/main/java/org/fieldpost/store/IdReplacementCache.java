package org.fieldpost.store;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.submission.UserId;

/**
 * Temporary and permanent ids in memory (seed 003: IdReplacementCache), bounded: what was not asked for longest
 * goes. It knows only what is committed, and only the one writer asks it: a reader's snapshot may be older than what
 * it knows.
 */
final class IdReplacementCache {
    private final int entriesMax;
    private final LinkedHashMap<Key, UUID> temporaryToPermanent =
            new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, UUID> permanentToTemporary = new HashMap<>();
    private long age;

    IdReplacementCache(int entriesMax) {
        this.entriesMax = entriesMax;
    }

    private record Key(UserId user, EntityType type, UUID id) {}

    /** The permanent id of a temporary one, if it is known here. */
    synchronized Optional<UUID> permanent(UserId user, EntityType type, UUID temporary) {
        return Optional.ofNullable(temporaryToPermanent.get(new Key(user, type, temporary)));
    }

    /** The temporary id a permanent one took the place of, if it is known here. */
    synchronized Optional<UUID> temporary(UserId user, EntityType type, UUID permanent) {
        return Optional.ofNullable(permanentToTemporary.get(new Key(user, type, permanent)));
    }

    /** How often anything was forgotten: what was read before may hold no more. */
    synchronized long age() {
        return age;
    }

    /**
     * A replacement that is committed; nothing is noted if anything was forgotten since it was read. Whoever tells of
     * it does so on a thread of their own, and a later transaction may be ahead of them.
     *
     * @param readAt the {@link #age} when it was read
     */
    synchronized void record(
            UserId user, EntityType type, UUID temporary, UUID permanent, long readAt) {
        if (readAt != age) {
            return;
        }
        temporaryToPermanent.put(new Key(user, type, temporary), permanent);
        permanentToTemporary.put(new Key(user, type, permanent), temporary);
        if (temporaryToPermanent.size() > entriesMax) {
            var eldest = temporaryToPermanent.firstEntry();
            temporaryToPermanent.remove(eldest.getKey());
            permanentToTemporary.remove(
                    new Key(eldest.getKey().user(), eldest.getKey().type(), eldest.getValue()));
        }
    }

    /** What is known of a permanent id holds no more: another is about to take its place. */
    synchronized void forget(UserId user, EntityType type, UUID permanent) {
        age++;
        permanentToTemporary.remove(new Key(user, type, permanent));
        temporaryToPermanent
                .entrySet()
                .removeIf(
                        known ->
                                known.getValue().equals(permanent)
                                        && known.getKey().user().equals(user)
                                        && known.getKey().type() == type);
    }

    synchronized int size() {
        return temporaryToPermanent.size();
    }
}
