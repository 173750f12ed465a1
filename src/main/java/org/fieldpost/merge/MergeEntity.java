package org.fieldpost.merge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fieldpost.contract.EntityConflictConfig;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** The seed's {@code mergeEntity}: a pure three-way merge. The same inputs give the same bytes, wherever it runs. */
public final class MergeEntity {
    private MergeEntity() {}

    /**
     * Merges by the configuration's policies alone.
     *
     * @param base the last version both sides agreed on; null when there never was one
     * @return columns sorted by name; none of the inputs is changed or shared
     */
    public static MergeResult mergeEntity(
            @Nullable ObjectNode base,
            ObjectNode local,
            ObjectNode server,
            EntityConflictConfig config,
            MergeContext context) {
        var versions = new Versions(base == null ? Json.object() : base, local, server, config);
        var walk = new ThreeWay(versions, context);
        return walk.result(walk.columns());
    }

    /** Merges two versions of a {@code type}: by its custom merge if it has one, else by its policies. */
    public static MergeResult mergeEntity(
            EntityType type,
            @Nullable ObjectNode base,
            ObjectNode local,
            ObjectNode server,
            MergeContext context) {
        var config = EntityConflictConfig.of(type);
        if (config.conflictFree()) {
            return new MergeResult.Merged(Sorted.row(server));
        }
        var versions = new Versions(base == null ? Json.object() : base, local, server, config);
        return custom(type).merge(versions, context);
    }

    private static CustomMerge custom(EntityType type) {
        return switch (type) {
            case MOBILE_DEVICES -> new MobileDeviceMerge();
            case MOBILE_FORMS -> new MobileFormMerge();
            case SUBMISSIONS -> new SubmissionMerge();
            case SUBMISSION_MEDIA -> new SubmissionMediaMerge();
            case CONFLICTS -> new ConflictMerge();
            case TELEMETRY ->
                    (versions, context) -> {
                        var walk = new ThreeWay(versions, context);
                        return walk.result(walk.columns());
                    };
        };
    }
}
