package org.fieldpost.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers recognised by their shape alone, for forms that name no policy. */
final class Shapes {
    static final String ROW_KEY = "_key";
    private static final String MEDIA_PREFIX = "media/";

    private Shapes() {}

    /** A place is one answer: never one side's latitude with the other's longitude. */
    static boolean isGeopoint(ObjectNode node) {
        return node.has("latitude") && node.has("longitude");
    }

    static boolean areRows(ArrayNode array) {
        for (JsonNode item : array) {
            if (!item.path(ROW_KEY).isTextual()) {
                return false;
            }
        }
        return true;
    }

    static boolean arePhotos(ArrayNode array) {
        for (JsonNode item : array) {
            if (!item.isTextual() || !item.asText().startsWith(MEDIA_PREFIX)) {
                return false;
            }
        }
        return true;
    }
}
