package org.fieldpost.contract;

import java.util.List;

/** The seed's {@code RELATION_GRAPH}: every reference between entities; device and hub check the same edges. */
public final class RelationGraph {
    public static final List<Relation> RELATION_GRAPH =
            List.of(
                    new Relation(
                            EntityType.SUBMISSIONS, "form_id", EntityType.MOBILE_FORMS, null, true),
                    new Relation(
                            EntityType.SUBMISSIONS,
                            "device_id",
                            EntityType.MOBILE_DEVICES,
                            null,
                            true),
                    new Relation(
                            EntityType.SUBMISSIONS,
                            "parent_id",
                            EntityType.SUBMISSIONS,
                            null,
                            false),
                    new Relation(
                            EntityType.SUBMISSION_MEDIA,
                            "submission_id",
                            EntityType.SUBMISSIONS,
                            null,
                            true),
                    new Relation(EntityType.CONFLICTS, "resource_id", null, "resource_type", true),
                    new Relation(
                            EntityType.TELEMETRY,
                            "device_id",
                            EntityType.MOBILE_DEVICES,
                            null,
                            true));

    private RelationGraph() {}

    /** The edges that leave {@code source}. */
    public static List<Relation> from(EntityType source) {
        return RELATION_GRAPH.stream().filter(r -> r.source() == source).toList();
    }

    /** The edges that may arrive at {@code target}, polymorphic ones included. */
    public static List<Relation> to(EntityType target) {
        return RELATION_GRAPH.stream()
                .filter(r -> r.target() == target || r.targetTypeField() != null)
                .toList();
    }
}
