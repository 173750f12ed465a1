package org.fieldpost.hub;

import java.util.UUID;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.MediaFilesTable;
import org.jspecify.annotations.Nullable;

/** Photos: what they are never changes; when they were uploaded only the hub knows. */
final class SubmissionMediaRules implements EntityRules {
    private final long bytesMax;

    SubmissionMediaRules(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    @Override
    public void create(Proposal proposal) {
        if (!proposal.text("key").equals(proposal.text("sha256"))) {
            throw CommandRefused.payload("key must be the hash of the bytes");
        }
        long bytes = proposal.payload().path("size_bytes").longValue();
        if (bytes < 1 || bytes > bytesMax) {
            throw CommandRefused.payload("size_bytes must be from 1 to " + bytesMax);
        }
        proposal.payload().remove("uploaded_at");
        var write = proposal.write();
        if (MediaFilesTable.holds(write.tx(), write.organization(), proposal.text("sha256"))) {
            proposal.payload().put("uploaded_at", proposal.now().toString());
        }
    }

    @Override
    public void update(Proposal proposal, EntityRow now) {
        proposal.keep(
                now, "key", "sha256", "size_bytes", "uploaded_at", "created_at", "submission_id");
    }

    @Override
    public void delete(Caller caller, EntityRow now) {}

    @Override
    public @Nullable UUID owner(Proposal proposal) {
        return proposal.parent("submission_id").owner();
    }
}
