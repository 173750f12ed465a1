package org.fieldpost.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fieldpost.contract.EntityType;
import org.fieldpost.form.ChoiceSource;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormReading;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.WantedLists.Wanted;
import org.fieldpost.sync.SyncLeaseManager.Admission;

/**
 * The catalog sync: brings the choice lists of the forms that came by the feed. A list's file is fetched by the hash
 * the form's document gives, checked, and its rows come into the table slice by slice; the form has the list, whole,
 * by one last transaction. Killed at any moment, it goes on where it was.
 */
final class CatalogEngine {
    private static final System.Logger LOG = System.getLogger(CatalogEngine.class.getName());
    private static final int LISTS_AT_ONCE = 100;
    private final LocalStore store;
    private final HubApi hub;
    private final MediaFiles files;
    private final SyncSettings settings;
    private final SyncTools tools;
    private final SyncLeaseManager leases;
    private final ListLoading loading;

    CatalogEngine(
            LocalStore store,
            HubApi hub,
            MediaFiles files,
            SyncSettings settings,
            SyncTools tools) {
        this.store = store;
        this.hub = hub;
        this.files = files;
        this.settings = settings;
        this.tools = tools;
        leases = new SyncLeaseManager(hub, tools);
        loading = new ListLoading(store);
    }

    /** How far a list came. */
    private sealed interface Step {
        record Here() implements Step {}

        record Later() implements Step {}

        /**
         * It could not be had.
         *
         * @param broken it never can, as it is
         */
        record Failed(String why, boolean broken) implements Step {}

        record Stop(SyncError error) implements Step {}
    }

    CatalogReport run(BooleanSupplier mustYield, Consumer<SyncProgress> progress) {
        var errors = new ArrayList<SyncError>();
        int loaded = 0;
        int failed = 0;
        var due = due();
        for (int i = 0; i < due.size() && !mustYield.getAsBoolean(); i++) {
            progress.accept(new SyncProgress(SyncPhase.FETCHING_LISTS, i, due.size()));
            var wanted = due.get(i);
            switch (bring(wanted, mustYield)) {
                case Step.Here here -> loaded++;
                case Step.Later later -> {
                    return report(loaded, failed, errors);
                }
                case Step.Failed(String why, boolean broken) -> {
                    failed++;
                    failed(wanted, why, broken);
                    errors.add(
                            new SyncError(
                                    SyncErrorCode.LIST_MISSING,
                                    "choice list %s: %s".formatted(wanted.list(), why)));
                }
                case Step.Stop(SyncError error) -> {
                    errors.add(error);
                    return report(loaded, failed, errors);
                }
            }
        }
        return report(loaded, failed, errors);
    }

    /** Whether a form here lacks a list, also one that was given up. */
    boolean isAnythingMissing() {
        return store.database().read(tx -> store.tables().forms().lists().isAnyMissing(tx));
    }

    /** A person asked: what failed before is tried again at once. */
    void retryNow() {
        var now = tools.clock().instant();
        store.database().run(tx -> store.tables().forms().lists().retryNow(tx, now));
    }

    private CatalogReport report(int loaded, int failed, List<SyncError> errors) {
        int remaining = store.database().read(tx -> store.tables().forms().lists().waiting(tx));
        return new CatalogReport(loaded, failed, remaining, errors);
    }

    private List<Wanted> due() {
        var now = tools.clock().instant();
        var lists = store.tables().forms().lists();
        return store.database()
                .write(
                        tx -> {
                            lists.noLaterThan(tx, now.plus(settings.backoff().max()));
                            return lists.due(tx, now, LISTS_AT_ONCE);
                        });
    }

    private Step bring(Wanted wanted, BooleanSupplier mustYield) {
        var row = store.database().read(tx -> store.tables().forms().find(tx, wanted.form()));
        var hash = wanted.sha256();
        if (row.isEmpty() || hash == null) {
            return new Step.Later();
        }
        var reading = FormDocument.parse(row.get().payload().path("schema"));
        if (!(reading instanceof FormReading.Accepted accepted)) {
            return new Step.Failed("its form cannot be read", true);
        }
        var source = accepted.form().choiceSources().get(wanted.list());
        if (source == null) {
            return new Step.Failed("its form does not name it", true);
        }
        var list = ListLoading.Named.of(wanted, source, accepted.form().defaultLanguage());
        if (loading.linkIfComplete(list)) {
            return new Step.Here();
        }
        if (!files.has(hash)) {
            var fetched = fetch(wanted.form(), hash, source);
            if (!(fetched instanceof Step.Here)) {
                return fetched;
            }
        }
        try {
            var bytes = files.read(hash, 0, (int) ChoiceSource.BYTES_MAX);
            return switch (loading.load(list, bytes, mustYield)) {
                case ListLoading.Outcome.Loaded loaded -> new Step.Here();
                case ListLoading.Outcome.Interrupted interrupted -> new Step.Later();
                case ListLoading.Outcome.Unusable(String why) -> new Step.Failed(why, true);
            };
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot read " + hash, e);
            return new Step.Failed("its file cannot be read here", false);
        }
    }

    private Step fetch(UUID form, Sha256 hash, ChoiceSource source) {
        if (source.bytes() >= settings.media().leaseFromBytes()) {
            switch (leases.admit(SyncTaskKind.CATALOG_SYNC)) {
                case Admission.Granted granted -> {}
                case Admission.NotNow notNow -> {
                    return new Step.Stop(
                            new SyncError(SyncErrorCode.LEASE_REFUSED, "the hub is busy"));
                }
                case Admission.Failed(HubFailure failure) -> {
                    return new Step.Stop(SyncErrors.of(failure));
                }
            }
        }
        try (var receiving = files.receive(hash)) {
            var answer = hub.formFile(form, hash, receiving.size(), new Bounded(receiving.sink()));
            if (answer instanceof HubAnswer.Failed<Long>(HubFailure failure)) {
                return failure instanceof HubFailure.Refused
                        ? new Step.Failed("the hub does not have its file", false)
                        : new Step.Stop(SyncErrors.of(failure));
            }
            if (!receiving.finish()) {
                receiving.discard();
                return new Step.Failed("its file came with another hash", false);
            }
            return new Step.Here();
        } catch (TooLong e) {
            return new Step.Failed("its file is too large", true);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot keep the choice list " + hash, e);
            return new Step.Failed("its file cannot be kept on this laptop", false);
        }
    }

    private void failed(Wanted wanted, String why, boolean broken) {
        var wait = settings.backoff().delay(wanted.attempts() + 1, tools.random());
        var lists = store.tables().forms().lists();
        store.database()
                .run(
                        tx -> {
                            var next = tools.clock().instant().plus(wait);
                            lists.failed(tx, wanted, why, broken ? null : next);
                            store.events()
                                    .afterCommit(
                                            tx,
                                            new ChangeEvent.Updated(
                                                    EntityType.MOBILE_FORMS, wanted.form()));
                        });
    }

    /** The hub sends more than any list may have. */
    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Lets no more through than a list may have. */
    private static final class Bounded extends OutputStream {
        private final OutputStream to;
        private long left = ChoiceSource.BYTES_MAX;

        Bounded(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new TooLong();
            }
            to.write(bytes, offset, length);
        }
    }
}
