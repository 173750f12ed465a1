package org.fieldpost.merge;

import java.util.List;
import java.util.Set;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.ReviewStatus;

/**
 * Submissions: answers merge question by question, the review moves as one piece, and nobody approves answers they have
 * not seen. The hash of the answers follows the answers.
 */
final class SubmissionMerge implements CustomMerge {
    private static final List<String> REVIEW =
            List.of("status", "review", "reviewed_by", "reviewed_at");
    private static final Set<String> APART =
            Set.of("status", "review", "reviewed_by", "reviewed_at", "sha256");

    @Override
    public MergeResult merge(Versions all, MergeContext context) {
        var rest = all.without(APART);
        var walk = new ThreeWay(rest, context);
        var merged = walk.columns();
        var review = Unit.of(all, REVIEW);
        if (review.undecided() || decidedUnseen(all, review)) {
            walk.conflict(all.conflict("status"));
        }
        merged.setAll(review.winner());
        if (merged.has("data")) {
            merged.put("sha256", Json.canonicalHash(merged.get("data")).hex());
        }
        return walk.result(merged);
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
