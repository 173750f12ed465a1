package org.fieldpost.contract;

import java.util.Locale;
import java.util.Optional;

/**
 * What is synced (the tables of the seed's ERD that travel), in {@code ENTITY_SYNC_ORDER}: parents come before
 * children, so the ordinal is the order of creation.
 */
public enum EntityType {
    MOBILE_DEVICES(IdStrategy.SERVER),
    MOBILE_FORMS(IdStrategy.CLIENT),
    SUBMISSIONS(IdStrategy.SERVER),
    SUBMISSION_MEDIA(IdStrategy.CLIENT),
    CONFLICTS(IdStrategy.SERVER),
    TELEMETRY(IdStrategy.CLIENT);

    private final IdStrategy idStrategy;

    EntityType(IdStrategy idStrategy) {
        this.idStrategy = idStrategy;
    }

    public IdStrategy idStrategy() {
        return idStrategy;
    }

    /** The table's name, as on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type named {@code word}, if there is one. */
    public static Optional<EntityType> of(String word) {
        for (var type : values()) {
            if (type.word().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
