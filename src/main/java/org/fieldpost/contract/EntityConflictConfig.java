package org.fieldpost.contract;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * How the versions of one entity type are brought together (seed: {@code conflict-configs.ts}).
 *
 * @param conflictFree rows are only ever added, so the hub's row is taken as it is
 * @param customMerge a pure merge of its own is registered for the type; the policies below feed it
 * @param otherwise the policy of fields not named
 * @param fieldPolicies policies by column
 * @param serverDerivedFields columns that are always the hub's
 */
public record EntityConflictConfig(
        boolean conflictFree,
        boolean customMerge,
        FieldPolicy otherwise,
        Map<String, FieldPolicy> fieldPolicies,
        Set<String> serverDerivedFields) {
    /** The seed's {@code ENTITY_CONFLICT_CONFIG}: one definition for device and hub. */
    public static final Map<EntityType, EntityConflictConfig> ENTITY_CONFLICT_CONFIG = configs();

    public EntityConflictConfig {
        fieldPolicies = Map.copyOf(fieldPolicies);
        serverDerivedFields = Set.copyOf(serverDerivedFields);
    }

    /** The configuration of {@code type}. */
    public static EntityConflictConfig of(EntityType type) {
        var config = ENTITY_CONFLICT_CONFIG.get(type);
        if (config == null) {
            throw new IllegalArgumentException("no conflict configuration for " + type);
        }
        return config;
    }

    /** The policy of a column. */
    public FieldPolicy policy(String field) {
        return fieldPolicies.getOrDefault(field, otherwise);
    }

    private static Map<EntityType, EntityConflictConfig> configs() {
        var all = new EnumMap<EntityType, EntityConflictConfig>(EntityType.class);
        for (var type : EntityType.values()) {
            all.put(type, config(type));
        }
        return Map.copyOf(all);
    }

    private static EntityConflictConfig config(EntityType type) {
        return switch (type) {
            case MOBILE_DEVICES ->
                    custom(
                            FieldPolicy.SERVER_WINS,
                            Map.of(
                                    "app_version", FieldPolicy.LOCAL_WINS,
                                    "os_version", FieldPolicy.LOCAL_WINS,
                                    "metadata", FieldPolicy.DEEP_MERGE,
                                    "last_seen", FieldPolicy.MONOTONIC,
                                    "updated_at", FieldPolicy.MONOTONIC),
                            Set.of("status", "trust_score", "user_id", "device_id", "created_at"));
            case MOBILE_FORMS ->
                    custom(
                            FieldPolicy.MANUAL,
                            Map.of(
                                    "name", FieldPolicy.DEEP_MERGE,
                                    "sha256", FieldPolicy.SERVER_WINS,
                                    "updated_at", FieldPolicy.MONOTONIC),
                            Set.of("created_by", "created_at"));
            case SUBMISSIONS ->
                    custom(
                            FieldPolicy.MANUAL,
                            Map.of(
                                    "data", FieldPolicy.DEEP_MERGE,
                                    "metadata", FieldPolicy.DEEP_MERGE,
                                    "parent_id", FieldPolicy.MANUAL,
                                    "updated_at", FieldPolicy.MONOTONIC),
                            Set.of("created_by", "device_id", "created_at"));
            case SUBMISSION_MEDIA ->
                    custom(
                            FieldPolicy.MANUAL,
                            Map.of(
                                    "submission_id", FieldPolicy.SERVER_WINS,
                                    "filename", FieldPolicy.LAST_WRITE_WINS,
                                    "content_type", FieldPolicy.SERVER_WINS,
                                    "question", FieldPolicy.LAST_WRITE_WINS),
                            Set.of("created_at"));
            case CONFLICTS ->
                    custom(
                            FieldPolicy.SERVER_WINS,
                            Map.of(),
                            Set.of("resource_type", "resource_id", "device_id", "created_at"));
            case TELEMETRY ->
                    new EntityConflictConfig(
                            true, false, FieldPolicy.SERVER_WINS, Map.of(), Set.of());
        };
    }

    private static EntityConflictConfig custom(
            FieldPolicy otherwise, Map<String, FieldPolicy> fields, Set<String> serverDerived) {
        return new EntityConflictConfig(false, true, otherwise, fields, serverDerived);
    }
}
