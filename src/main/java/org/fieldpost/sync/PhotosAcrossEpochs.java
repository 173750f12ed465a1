package org.fieldpost.sync;

import java.util.List;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.PullChange;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.PhotosOfDeletion;
import org.jspecify.annotations.Nullable;

/**
 * Photos of a submission whose deletion the hub does not agree to, or a person has yet to: they wait among what has
 * come from the hub, which is forgotten when all of that comes anew. Of what a restored hub has lost nothing comes.
 */
final class PhotosAcrossEpochs {
    private final LocalStore store;
    private final HubApi hub;
    private final SyncTools tools;
    private final PhotosOfDeletion photos;

    PhotosAcrossEpochs(LocalStore store, HubApi hub, SyncTools tools) {
        this.store = store;
        this.hub = hub;
        this.tools = tools;
        photos = new PhotosOfDeletion(store.tables());
    }

    /**
     * Puts those the hub has lost where they come back from, or go; what hindered it, if anything did.
     *
     * @param cursor where this profile is in the hub's history
     */
    @Nullable HubFailure settle(@Nullable String cursor) {
        var waiting = store.database().read(photos::waiting);
        if (waiting.isEmpty()) {
            return null;
        }
        var believed = waiting.stream().map(PhotosAcrossEpochs::believed).toList();
        return switch (hub.manifest(new ManifestRequest(believed, cursor))) {
            case HubAnswer.Failed<ManifestResponse>(HubFailure failure) -> failure;
            case HubAnswer.Success<ManifestResponse>(ManifestResponse answer) -> {
                var missing = answer.missing().stream().map(ManifestEntry::entityId).toList();
                lost(waiting.stream().filter(p -> missing.contains(p.entityId())).toList());
                yield null;
            }
        };
    }

    private static ManifestEntry believed(PullChange photo) {
        var said = photo.payload() == null ? Json.object() : photo.payload();
        return ManifestEntry.saying(photo.entityType(), photo.entityId(), photo.version(), said);
    }

    private void lost(List<PullChange> some) {
        store.database()
                .run(
                        tx -> {
                            var now = tools.clock().instant();
                            some.forEach(p -> photos.markLost(tx, p, tools.ids().next(), now));
                        });
    }
}
