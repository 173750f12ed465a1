package org.fieldpost.store;

import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.jspecify.annotations.Nullable;

/** What a change is about is not there any more: deleted here or at the hub, or finished by another window. */
public final class GoneException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final @Nullable EntityType type;
    private final UUID id;

    GoneException(EntityType type, UUID id) {
        super("%s %s was deleted and cannot be changed".formatted(type.word(), id));
        this.type = type;
        this.id = id;
    }

    GoneException(String what, UUID id) {
        super("%s %s is not there any more".formatted(what, id));
        this.type = null;
        this.id = id;
    }

    /** Whether an entity is missing that nobody is known to have deleted. */
    boolean isUnexplained(ReadTx tx, TombstoneRepository tombstones) {
        return type != null && tombstones.find(tx, type, id).isEmpty();
    }
}
