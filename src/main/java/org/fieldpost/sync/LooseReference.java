package org.fieldpost.sync;

import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.jspecify.annotations.Nullable;

/**
 * A reference that leads to nothing this laptop holds; worth a warning, no reason to refuse what came.
 *
 * @param type what refers
 * @param id which; null as long as it has only a temporary id, which no report may keep
 * @param name what a person knows it by; may be empty
 * @param field where it refers, {@code parent_id} or {@code data/members/0/mother}
 * @param missing what is not there
 * @param required whether the form demands the answer
 */
public record LooseReference(
        EntityType type,
        @Nullable UUID id,
        String name,
        String field,
        UUID missing,
        boolean required) {}
