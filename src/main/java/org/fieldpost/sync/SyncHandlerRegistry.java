package org.fieldpost.sync;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;

/** Which handler takes in which entity type (seed: FrontendSyncHandlerRegistry). */
final class SyncHandlerRegistry {
    private final Map<EntityType, SyncEntityHandler> handlers = new EnumMap<>(EntityType.class);

    /**
     * The handlers of this program.
     *
     * @param bundledForms ids of the forms that are shipped with it
     */
    SyncHandlerRegistry(LocalStore store, Set<UUID> bundledForms) {
        for (var type : EntityType.values()) {
            handlers.put(type, new GenericSyncHandler(store, type));
        }
        for (var type : List.of(EntityType.SUBMISSIONS, EntityType.SUBMISSION_MEDIA)) {
            handlers.put(type, new LostDeletionsHandler(store, type, handler(type)));
        }
        handlers.put(
                EntityType.CONFLICTS,
                new DecidedConflictsHandler(store, handler(EntityType.CONFLICTS)));
        handlers.put(
                EntityType.MOBILE_FORMS,
                new BundledFormsHandler(
                        store.tables(), bundledForms, handler(EntityType.MOBILE_FORMS)));
    }

    SyncEntityHandler handler(EntityType type) {
        var handler = handlers.get(type);
        if (handler == null) {
            throw new IllegalArgumentException("no handler for " + type);
        }
        return handler;
    }
}
