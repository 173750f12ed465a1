package org.fieldpost.contract;

import org.jspecify.annotations.Nullable;

/**
 * One edge of {@link RelationGraph}: {@code source.field} holds the id of a {@code target}.
 *
 * @param source the referring entity
 * @param field payload property (and column) that holds the id
 * @param target the referred entity; null when {@code targetTypeField} names it row by row
 * @param targetTypeField property that holds the target's {@link EntityType#word} (polymorphic relation), else null
 * @param required a source may not exist without its target
 */
public record Relation(
        EntityType source,
        String field,
        @Nullable EntityType target,
        @Nullable String targetTypeField,
        boolean required) {}
