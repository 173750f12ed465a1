package org.fieldpost.form;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Local {@code $ref}s. */
final class References {
    private References() {}

    /** The JSON pointer of a local reference ({@code #/$defs/a}); null if it is none or malformed. */
    static @Nullable String pointer(String ref) {
        if (!ref.equals("#") && !ref.startsWith("#/")) {
            return null;
        }
        try {
            return URLDecoder.decode(ref.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The schema a local reference leads to; null if there is none. */
    static @Nullable JsonNode target(JsonNode schema, String ref) {
        var pointer = pointer(ref);
        var target = pointer == null ? null : schema.at(JsonPointer.compile(pointer));
        return target == null || target.isMissingNode() ? null : target;
    }
}
