package org.fieldpost.merge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.fieldpost.contract.FieldPolicy;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.ReviewStatus;
import org.jspecify.annotations.Nullable;

/**
 * Submissions: answers merge question by question, the review moves as one piece (the same verdict given twice is the
 * hub's), and nobody approves answers they have not seen. The hash of the answers follows the answers. Notes merge one
 * by one, as answers do.
 */
final class SubmissionMerge implements CustomMerge {
    private static final List<String> REVIEW =
            List.of("status", "review", "reviewed_by", "reviewed_at");
    private static final Set<String> APART =
            Set.of("status", "review", "reviewed_by", "reviewed_at", "sha256", "metadata");

    /** Words of people beside answers, by the answer's path; the rest of the metadata tells of the last finishing. */
    private static final Set<String> NOTES = Set.of("notes", "kept");

    private static final String METADATA = "metadata";
    private static final String ANSWERED_REVIEW = "answeredReview";

    @Override
    public MergeResult merge(Versions all, MergeContext context) {
        var rest = all.without(APART);
        var walk = new ThreeWay(rest, context);
        var merged = walk.columns();
        var review = Unit.of(all, REVIEW);
        boolean another = all.differs("status") || all.differs("review");
        if ((review.undecided() && another) || decidedUnseen(all, review)) {
            walk.conflict(all.conflict("status"));
        }
        merged.setAll(review.winner());
        if (merged.has("data")) {
            merged.put("sha256", Json.canonicalHash(merged.get("data")).hex());
        }
        ThreeWay.put(merged, METADATA, metadata(walk, all));
        return walk.result(merged);
    }

    private static @Nullable JsonNode metadata(ThreeWay walk, Versions all) {
        if (!all.changedLocally(METADATA) || !all.differs(METADATA)) {
            return all.server().get(METADATA);
        }
        if (!all.changedAtServer(METADATA)) {
            return all.local().get(METADATA);
        }
        var base = Versions.orEmpty(all.base().get(METADATA));
        var local = Versions.orEmpty(all.local().get(METADATA));
        var server = Versions.orEmpty(all.server().get(METADATA));
        var merged = Json.object();
        for (var name : ThreeWay.fieldsOf(base, local, server)) {
            var place = new ThreeWay.Place("/" + METADATA, null).child(name);
            boolean notes = NOTES.contains(name);
            var value =
                    walk.value(
                            place,
                            notes ? Versions.orEmpty(base.get(name)) : base.get(name),
                            notes ? Versions.orEmpty(local.get(name)) : local.get(name),
                            notes ? Versions.orEmpty(server.get(name)) : server.get(name),
                            policy(name));
            if (!notes || (value != null && !value.isEmpty())) {
                ThreeWay.put(merged, name, value);
            }
        }
        return merged;
    }

    private static FieldPolicy policy(String metadata) {
        if (NOTES.contains(metadata)) {
            return FieldPolicy.DEEP_MERGE;
        }
        return metadata.equals(ANSWERED_REVIEW) ? FieldPolicy.MANUAL : FieldPolicy.LAST_WRITE_WINS;
    }

    /** A review was given while the answers were changed on the other side. */
    private static boolean decidedUnseen(Versions all, Unit review) {
        if (!all.differs("data")) {
            return false;
        }
        boolean reviewedHere =
                review.changedLocally() && !isPending(all.local().path("status").asText());
        boolean approvedThere =
                review.changedAtServer()
                        && ReviewStatus.APPROVED
                                .word()
                                .equals(all.server().path("status").asText());
        return (reviewedHere && all.changedAtServer("data"))
                || (approvedThere && all.changedLocally("data"));
    }

    private static boolean isPending(String status) {
        return ReviewStatus.PENDING.word().equals(status);
    }
}
