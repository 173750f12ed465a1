package org.fieldpost.sync;

import java.io.OutputStream;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.fieldpost.contract.ConflictDecision;
import org.fieldpost.contract.ConflictList;
import org.fieldpost.contract.ConflictView;
import org.fieldpost.contract.DecisionResponse;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.LeaseResponse;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.OwnChanges;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.SnapshotPage;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The only door to the hub (seed: BackendAPIClient). Calls block, never inside a transaction, and never throw for what
 * the network or the hub does.
 */
public interface HubApi extends AutoCloseable {
    HubAnswer<HubHealth> health();

    HubAnswer<PushResponse> push(PushRequest request);

    /**
     * Sends a push and does not wait: the answer comes while the caller does something else. One that can only wait
     * gives the answer at once.
     */
    default CompletableFuture<HubAnswer<PushResponse>> pushing(PushRequest request) {
        return CompletableFuture.completedFuture(push(request));
    }

    /** One page of changes after {@code cursor}; null starts at the beginning. */
    default HubAnswer<PullResponse> changes(@Nullable String cursor, int limit) {
        return changes(cursor, limit, OwnChanges.NONE);
    }

    /** As {@link #changes(String, int)}; the hub may leave out {@code own}, which this device holds. */
    HubAnswer<PullResponse> changes(@Nullable String cursor, int limit, OwnChanges own);

    /**
     * Asks for a page as {@link #changes(String, int, OwnChanges)} and does not wait. A line that can only wait gives
     * the answer at once.
     */
    default CompletableFuture<HubAnswer<PullResponse>> changesLater(
            @Nullable String cursor, int limit, OwnChanges own) {
        return CompletableFuture.completedFuture(changes(cursor, limit, own));
    }

    /** One page of everything this device may hold; a null {@code after} begins a snapshot. */
    HubAnswer<SnapshotPage> snapshot(@Nullable String after, int limit);

    HubAnswer<LeaseResponse> lease(LeaseRequest request);

    /** Gives a lease back; one that has ended is no matter. */
    HubAnswer<Boolean> release(UUID lease);

    /** Of rows believed acknowledged, those the hub lacks. */
    HubAnswer<ManifestResponse> manifest(ManifestRequest believed);

    /** Conflicts nobody has decided, for supervisors; null begins. */
    HubAnswer<ConflictList> conflicts(@Nullable UUID after, int limit);

    /** A conflict as the hub holds it now. */
    HubAnswer<ConflictView> conflict(UUID id);

    /** Decides a conflict at the hub; {@link HubFailure.Refused} 409 when what was looked at has changed. */
    HubAnswer<DecisionResponse> decide(UUID conflict, ConflictDecision decision);

    /** Announces a file; bytes the hub holds already need not be sent. */
    HubAnswer<Upload> createUpload(MediaFile file);

    /** How much of an announced file the hub holds; {@link HubFailure.Refused} 404 when it forgot the upload. */
    HubAnswer<Upload> upload(String location);

    /** Appends {@code chunk} at {@code offset}; {@link HubFailure.Refused} 460 when the whole has another hash. */
    HubAnswer<Upload> append(String location, long offset, byte[] chunk);

    /**
     * Copies a file's bytes from {@code from} on into {@code sink}; what was copied before a failure stays. Returns the
     * number of bytes copied; a fault of the sink comes as UncheckedIOException.
     */
    HubAnswer<Long> download(UUID media, long from, OutputStream sink);

    /**
     * Copies a file of a form (a choice list), named by its hash, from byte {@code from} on into {@code sink}; as
     * {@link #download}. {@link HubFailure.Refused} 404 when the form does not name it or the hub lacks it.
     */
    HubAnswer<Long> formFile(UUID form, Sha256 hash, long from, OutputStream sink);

    /** Calls {@code wake} whenever the hub hints at news; hints may be lost, doubled or late. */
    Listeners.Subscription listenForHints(Runnable wake);

    /** Ends open calls and connections; later calls answer {@link HubFailure.Unreachable}. */
    @Override
    void close();

    /**
     * A file to send.
     *
     * @param id the SubmissionMedia's
     * @param sha256 hash of all its bytes, lower-case hex
     * @param filename shown to people
     * @param contentType what it is
     * @param sizeBytes how long it is
     */
    record MediaFile(UUID id, String sha256, String filename, String contentType, long sizeBytes) {}

    /**
     * An upload as the hub sees it.
     *
     * @param location names the upload in later calls
     * @param offset bytes the hub holds durably
     */
    record Upload(String location, long offset) {}
}
