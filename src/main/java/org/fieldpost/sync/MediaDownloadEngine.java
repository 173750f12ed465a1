package org.fieldpost.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.EntityRow;
import org.jspecify.annotations.Nullable;

/**
 * Fetches photos and files that other devices captured and the hub holds whole; each goes into place only when
 * its hash is right. What is wanted is found by one look through all rows at the start, then by change events.
 */
final class MediaDownloadEngine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MediaDownloadEngine.class.getName());
    private static final int ROWS_AT_ONCE = 500;
    private final LocalStore store;
    private final HubApi hub;
    private final MediaFiles files;
    private final Deque<UUID> wanted = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<UUID> changed = new ConcurrentLinkedQueue<>();
    private final Listeners.Subscription listening;
    private boolean looked;

    MediaDownloadEngine(LocalStore store, HubApi hub, MediaFiles files) {
        this.store = store;
        this.hub = hub;
        this.files = files;
        listening = store.events().listen(this::heard);
    }

    private void heard(List<ChangeEvent> events) {
        for (var event : events) {
            if (event.type() == EntityType.SUBMISSION_MEDIA) {
                changed.add(event.id());
            }
        }
    }

    MediaReport run(BooleanSupplier mustYield, Consumer<SyncProgress> progress) {
        look();
        int fetched = 0;
        int failed = 0;
        long bytes = 0;
        int total = wanted.size();
        var again = new LinkedHashSet<UUID>();
        while (!wanted.isEmpty() && !mustYield.getAsBoolean()) {
            progress.accept(new SyncProgress(SyncPhase.FETCHING_PHOTOS, fetched, total));
            var id = wanted.removeFirst();
            var row = missing(id);
            if (row == null) {
                continue;
            }
            switch (fetch(row)) {
                case Fetch.Here(long size) -> {
                    fetched++;
                    bytes += size;
                }
                case Fetch.Failed(boolean worldsFault) -> {
                    failed++;
                    again.add(id);
                    if (worldsFault) {
                        again.addAll(wanted);
                        wanted.clear();
                    }
                }
            }
        }
        wanted.addAll(again);
        return new MediaReport(0, fetched, failed, bytes, 0);
    }

    private void look() {
        Set<UUID> found = new LinkedHashSet<>(wanted);
        if (!looked) {
            looked = true;
            found.addAll(allMissing());
        }
        for (var id = changed.poll(); id != null; id = changed.poll()) {
            found.add(id);
        }
        wanted.clear();
        wanted.addAll(found);
    }

    private Set<UUID> allMissing() {
        Set<UUID> missing = new LinkedHashSet<>();
        UUID after = null;
        List<EntityRow> rows;
        do {
            var from = after;
            rows = store.database().read(tx -> store.tables().media().list(tx, from, ROWS_AT_ONCE));
            for (var row : rows) {
                after = row.id();
                if (isWanted(row)) {
                    missing.add(row.id());
                }
            }
        } while (rows.size() == ROWS_AT_ONCE);
        return missing;
    }

    private @Nullable EntityRow missing(UUID id) {
        return store.database()
                .read(tx -> store.tables().media().find(tx, id))
                .filter(this::isWanted)
                .orElse(null);
    }

    private boolean isWanted(EntityRow row) {
        return row.payload().has("uploaded_at") && !files.has(hash(row));
    }

    private static Sha256 hash(EntityRow row) {
        return new Sha256(row.payload().path("sha256").asText());
    }

    private sealed interface Fetch {
        record Here(long bytes) implements Fetch {}

        record Failed(boolean worldsFault) implements Fetch {}
    }

    private Fetch fetch(EntityRow row) {
        try (var receiving = files.receive(hash(row))) {
            long before = receiving.size();
            var answer = hub.download(row.id(), before, receiving.sink());
            if (answer instanceof HubAnswer.Failed<Long>(HubFailure failure)) {
                return new Fetch.Failed(!(failure instanceof HubFailure.Refused));
            }
            if (!receiving.finish()) {
                receiving.discard();
                LOG.log(System.Logger.Level.WARNING, "{0} came with another hash", row.id());
                return new Fetch.Failed(false);
            }
            tell(row.id());
            return new Fetch.Here(receiving.size() - before);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot keep " + row.id(), e);
            return new Fetch.Failed(true);
        }
    }

    private void tell(UUID id) {
        store.database()
                .run(
                        tx ->
                                store.events()
                                        .afterCommit(
                                                tx,
                                                new ChangeEvent.Updated(
                                                        EntityType.SUBMISSION_MEDIA, id)));
    }

    @Override
    public void close() {
        listening.close();
    }
}
