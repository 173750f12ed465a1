package org.fieldpost.merge;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One field both sides changed where no policy decides.
 *
 * @param pointer where: a JSON pointer into the columns, in which a repeat row is named by its {@code _key}
 * @param base the last agreed value; null = absent
 * @param local this device's value; null = absent
 * @param server the hub's value; null = absent
 */
public record FieldConflict(
        String pointer,
        @Nullable JsonNode base,
        @Nullable JsonNode local,
        @Nullable JsonNode server) {}
