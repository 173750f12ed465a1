package org.fieldpost.merge;

import java.util.List;

/** Conflicts: a decision is one piece, and two different decisions of the same conflict are themselves undecided. */
final class ConflictMerge implements CustomMerge {
    private static final List<String> DECISION =
            List.of(
                    "resolution",
                    "resolution_action",
                    "resolved_payload",
                    "resolved_by",
                    "resolved_at",
                    "notes");

    @Override
    public MergeResult merge(Versions all, MergeContext context) {
        var walk = new ThreeWay(all.without(DECISION), context);
        var merged = walk.columns();
        var decision = Unit.of(all, DECISION);
        if (decision.undecided()) {
            walk.conflict(all.conflict("resolution_action"));
        }
        merged.setAll(decision.winner());
        return walk.result(merged);
    }
}
