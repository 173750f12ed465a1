package org.fieldpost.simulation;

import java.io.OutputStream;
import java.util.UUID;
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
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubApi;
import org.jspecify.annotations.Nullable;

/** Passes every call on; broken variants change one. */
public class Forwarding implements HubApi {
    final HubApi to;

    public Forwarding(HubApi to) {
        this.to = to;
    }

    @Override
    public HubAnswer<HubHealth> health() {
        return to.health();
    }

    @Override
    public HubAnswer<PushResponse> push(PushRequest request) {
        return to.push(request);
    }

    @Override
    public HubAnswer<PullResponse> changes(@Nullable String cursor, int limit, OwnChanges own) {
        return to.changes(cursor, limit, own);
    }

    @Override
    public HubAnswer<SnapshotPage> snapshot(@Nullable String after, int limit) {
        return to.snapshot(after, limit);
    }

    @Override
    public HubAnswer<LeaseResponse> lease(LeaseRequest request) {
        return to.lease(request);
    }

    @Override
    public HubAnswer<Boolean> release(UUID lease) {
        return to.release(lease);
    }

    @Override
    public HubAnswer<ManifestResponse> manifest(ManifestRequest believed) {
        return to.manifest(believed);
    }

    @Override
    public HubAnswer<Upload> createUpload(MediaFile file) {
        return to.createUpload(file);
    }

    @Override
    public HubAnswer<Upload> upload(String location) {
        return to.upload(location);
    }

    @Override
    public HubAnswer<Upload> append(String location, long offset, byte[] chunk) {
        return to.append(location, offset, chunk);
    }

    @Override
    public HubAnswer<Long> download(UUID media, long from, OutputStream sink) {
        return to.download(media, from, sink);
    }

    @Override
    public HubAnswer<ConflictList> conflicts(@Nullable UUID after, int limit) {
        return to.conflicts(after, limit);
    }

    @Override
    public HubAnswer<ConflictView> conflict(UUID id) {
        return to.conflict(id);
    }

    @Override
    public HubAnswer<DecisionResponse> decide(UUID conflict, ConflictDecision decision) {
        return to.decide(conflict, decision);
    }

    @Override
    public HubAnswer<Long> formFile(UUID form, Sha256 hash, long from, OutputStream sink) {
        return to.formFile(form, hash, from, sink);
    }

    @Override
    public Listeners.Subscription listenForHints(Runnable wake) {
        return to.listenForHints(wake);
    }

    @Override
    public void close() {
        to.close();
    }
}
