package org.fieldpost.simulation;

import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds ids in text. */
final class Ids36 {
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private Ids36() {}

    /** The first of {@code ids} that stands in {@code text}; null when none does. */
    static @Nullable UUID firstOf(Set<UUID> ids, String text) {
        if (ids.isEmpty() || text.length() < 36) {
            return null;
        }
        var found = ID.matcher(text);
        while (found.find()) {
            var id = UUID.fromString(found.group());
            if (ids.contains(id)) {
                return id;
            }
        }
        return null;
    }
}
