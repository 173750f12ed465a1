package org.fieldpost.merge;

import com.fasterxml.jackson.databind.JsonNode;

/** Media: once uploaded, always uploaded; the bytes of an id never change. */
final class SubmissionMediaMerge implements CustomMerge {
    private static final String UPLOADED = "uploaded_at";

    @Override
    public MergeResult merge(Versions all, MergeContext context) {
        var walk = new ThreeWay(all, context);
        var merged = walk.columns();
        for (JsonNode uploaded :
                new JsonNode[] {
                    all.server().path(UPLOADED),
                    all.base().path(UPLOADED),
                    all.local().path(UPLOADED)
                }) {
            if (uploaded.isTextual()) {
                merged.set(UPLOADED, uploaded);
                break;
            }
        }
        return walk.result(merged);
    }
}
