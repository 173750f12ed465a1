package org.fieldpost.store;

import java.util.UUID;
import org.fieldpost.contract.EntityType;

/** What a change is about is not there any more: deleted here or at the hub, or finished by another window. */
public final class GoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GoneException(EntityType type, UUID id) {
        super("%s %s was deleted and cannot be changed".formatted(type.word(), id));
    }

    GoneException(String what, UUID id) {
        super("%s %s is not there any more".formatted(what, id));
    }
}
