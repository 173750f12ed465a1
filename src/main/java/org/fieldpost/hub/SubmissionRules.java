package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.kernel.Json;

/**
 * Submissions. Only supervisors review; who changes answers without being one sends them back to be reviewed, so that
 * field work is never refused for having crossed with a review.
 */
final class SubmissionRules implements EntityRules {
    private static final String REVIEWED_BY = "reviewed_by";
    private static final String REVIEWED_AT = "reviewed_at";
    private static final String[] REVIEW = {"status", "review", REVIEWED_BY, REVIEWED_AT};
    static final String PENDING = "pending";

    /** In the metadata: what people say beside the answers. */
    private static final List<String> NOTES = List.of("notes", "kept");

    @Override
    public void arrived(ObjectNode payload) {
        if (!Json.canonicalHash(payload.path("data"))
                .hex()
                .equals(payload.path("sha256").asText())) {
            throw CommandRefused.wrongHash("data");
        }
    }

    @Override
    public void create(Proposal proposal) {
        var caller = proposal.caller();
        if (!caller.supervises() && !caller.user().toString().equals(proposal.text("created_by"))) {
            throw CommandRefused.notAllowed("Only a supervisor may hand in for somebody else.");
        }
        checkForm(proposal);
        if (caller.supervises() && !proposal.text("status").equals(PENDING)) {
            review(proposal);
            return;
        }
        // A hub restored from a backup is offered what was reviewed: it is kept, and reviewed anew.
        proposal.payload().put("status", PENDING);
        proposal.payload().remove(REVIEWED_BY);
        proposal.payload().remove(REVIEWED_AT);
    }

    @Override
    public void update(Proposal proposal, EntityRow now) {
        checkForm(proposal);
        proposal.keep(now, "created_by", "created_at", "device_id");
        boolean reviewed = !now.payload().path("status").asText().equals(proposal.text("status"));
        boolean answered = !now.payload().path("sha256").asText().equals(proposal.text("sha256"));
        if (proposal.caller().supervises()) {
            boolean again =
                    proposal.payload().hasNonNull(REVIEWED_AT)
                            && changes(proposal, now, REVIEWED_AT);
            if (reviewed || again || changes(proposal, now, "review")) {
                review(proposal);
            } else {
                proposal.keep(now, REVIEW);
            }
            return;
        }
        // "pending" is no verdict: it is to be looked at anew, if answers or notes were changed.
        if (reviewed && !proposal.text("status").equals(PENDING)) {
            throw CommandRefused.notAllowed(
                    "Only a supervisor may change the status of a submission.");
        }
        boolean finished =
                proposal.text("status").equals(PENDING)
                        && NOTES.stream().anyMatch(kind -> differs(proposal, now, kind));
        proposal.keep(now, REVIEW);
        if (answered || finished) {
            proposal.payload().put("status", PENDING);
        }
    }

    private static boolean changes(Proposal proposal, EntityRow now, String column) {
        return !proposal.payload().path(column).equals(now.payload().path(column));
    }

    private static boolean differs(Proposal proposal, EntityRow now, String notes) {
        return !notes(proposal.payload(), notes).equals(notes(now.payload(), notes));
    }

    private static ObjectNode notes(ObjectNode payload, String kind) {
        return payload.path("metadata").get(kind) instanceof ObjectNode notes
                ? notes
                : Json.object();
    }

    /**
     * A verdict is the caller's, and given when the supervisor says: that tells it from the same one given before. Who
     * finishes a record anew, so that it is to be reviewed, says nothing of a verdict.
     */
    private static void review(Proposal proposal) {
        if (!proposal.caller().supervises()) {
            throw CommandRefused.notAllowed("Only a supervisor may review a submission.");
        }
        var payload = proposal.payload();
        boolean told = !payload.path(REVIEWED_AT).asText("").isEmpty();
        if (!told && proposal.text("status").equals(PENDING)) {
            payload.remove(REVIEWED_BY);
            return;
        }
        payload.put(REVIEWED_BY, proposal.caller().user().toString());
        if (!told) {
            payload.put(REVIEWED_AT, proposal.now().toString());
        }
    }

    private static void checkForm(Proposal proposal) {
        var form = proposal.parent("form_id").payload();
        if (!form.path("code").asText().equals(proposal.text("form_code"))
                || !form.path("version").asText().equals(proposal.text("form_version"))
                || !form.path("sha256").asText().equals(proposal.text("form_sha256"))) {
            throw CommandRefused.wrongForm("Code, version and hash are not those of the form.");
        }
    }

    @Override
    public void delete(Caller caller, EntityRow now) {
        boolean pending = now.payload().path("status").asText().equals(PENDING);
        if (!caller.supervises() && !pending) {
            throw CommandRefused.notAllowed("Only a supervisor may delete a reviewed submission.");
        }
    }

    @Override
    public UUID owner(Proposal proposal) {
        return UUID.fromString(proposal.text("created_by"));
    }
}
