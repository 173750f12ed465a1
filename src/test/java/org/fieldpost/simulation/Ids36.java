package org.fieldpost.simulation;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds ids in text. */
final class Ids36 {
    private static final int LENGTH = 36;
    private static final int FIRST_DASH = 8;

    private Ids36() {}

    /** The first of {@code ids} that stands in {@code text}; null when none does. */
    static @Nullable UUID firstOf(Set<UUID> ids, String text) {
        if (ids.isEmpty() || text.length() < LENGTH) {
            return null;
        }
        for (int dash = text.indexOf('-', FIRST_DASH);
                dash >= 0;
                dash = text.indexOf('-', dash + 1)) {
            int start = dash - FIRST_DASH;
            if (isId(text, start)) {
                var id = UUID.fromString(text.substring(start, start + LENGTH));
                if (ids.contains(id)) {
                    return id;
                }
            }
        }
        return null;
    }

    private static boolean isId(String text, int start) {
        if (start + LENGTH > text.length()) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(start + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            if (dash ? c != '-' : !hex) {
                return false;
            }
        }
        return true;
    }
}
