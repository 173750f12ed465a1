package org.fieldpost.store;

import java.util.UUID;
import org.fieldpost.contract.EntityType;

/** A row whose own SHA-256 does not match what it says: the disk changed it. It is neither shown nor sent. */
public final class DamagedRow extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final EntityType type;
    private final UUID id;

    DamagedRow(EntityType type, UUID id) {
        super(
                "A record was changed on the disk from outside (%s %s). Close Fieldpost, run `fieldpost doctor`."
                        .formatted(type.word(), id));
        this.type = type;
        this.id = id;
    }

    public EntityType type() {
        return type;
    }

    public UUID id() {
        return id;
    }
}
