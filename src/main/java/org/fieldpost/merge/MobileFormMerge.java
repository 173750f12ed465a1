package org.fieldpost.merge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.fieldpost.kernel.Json;

/** Forms: a draft merges; what has been published is never changed again, and never becomes a draft again. */
final class MobileFormMerge implements CustomMerge {
    private static final Set<String> STATE = Set.of("published", "draft");

    @Override
    public MergeResult merge(Versions all, MergeContext context) {
        var walk = new ThreeWay(all.without(STATE), context);
        var merged = walk.columns();
        boolean published = isPublished(all.server()) || isPublished(all.local());
        merged.put("published", published);
        merged.put("draft", !published);
        if (isPublished(all.server()) && all.changedLocally("schema") && all.differs("schema")) {
            merged.set("schema", all.server().path("schema").deepCopy());
            if (!all.changedAtServer("schema")) {
                walk.conflict(all.conflict("schema"));
            }
        }
        if (merged.has("schema")) {
            merged.put("sha256", Json.canonicalHash(merged.get("schema")).hex());
        }
        return walk.result(merged);
    }

    private static boolean isPublished(JsonNode form) {
        return form.path("published").asBoolean(false);
    }
}
