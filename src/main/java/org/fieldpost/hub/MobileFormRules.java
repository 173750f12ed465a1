package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.fieldpost.contract.FormIds;
import org.fieldpost.form.ChoiceSource;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.MediaFilesTable;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Forms: form managers write them; once published, a version never changes and can only be retired. */
final class MobileFormRules implements EntityRules {
    @Override
    public void arrived(ObjectNode payload) {
        if (!Json.canonicalHash(payload.path("schema"))
                .hex()
                .equals(payload.path("sha256").asText())) {
            throw CommandRefused.wrongHash("schema");
        }
        var fault =
                payload.path("draft").asBoolean() ? null : FormFaults.first(payload.path("schema"));
        if (fault != null) {
            throw CommandRefused.wrongForm("The form cannot be read: " + fault + ".");
        }
    }

    @Override
    public void create(Proposal proposal) {
        checkRole(proposal.caller());
        if (!FormIds.of(proposal.text("code"), proposal.text("version")).equals(proposal.id())) {
            throw CommandRefused.payload("a form's id is made of its code and version");
        }
        var document = proposal.payload().path("schema");
        if (!document.path("code").asText().equals(proposal.text("code"))
                || !document.path("version").asText().equals(proposal.text("version"))) {
            throw CommandRefused.payload("code and version must be those of the document");
        }
        checkLists(proposal);
        proposal.payload().put("created_by", proposal.caller().user().toString());
    }

    /** A published form is of no use without its choice lists: they must be here, and the document must pin them. */
    private static void checkLists(Proposal proposal) {
        if (proposal.payload().path("draft").asBoolean()) {
            return;
        }
        for (var source : ChoiceSource.of(proposal.payload().path("schema")).values()) {
            var hash = source.sha256();
            if (hash == null) {
                throw CommandRefused.wrongForm(
                        "The choice list %s has no sha256: publish the form with its lists."
                                .formatted(source.name()));
            }
            var write = proposal.write();
            if (!MediaFilesTable.holds(write.tx(), write.organization(), hash.hex())) {
                throw CommandRefused.unknownReference("the choice list " + source.name());
            }
        }
    }

    @Override
    public void update(Proposal proposal, EntityRow now) {
        checkRole(proposal.caller());
        proposal.keep(now, "code", "version", "created_by", "created_at");
        if (now.payload().path("draft").asBoolean()) {
            checkLists(proposal);
            return;
        }
        if (!now.payload().path("sha256").asText().equals(proposal.text("sha256"))
                || proposal.payload().path("draft").asBoolean()) {
            throw CommandRefused.immutable(
                    "A published form never changes; publish a new version.");
        }
    }

    @Override
    public void delete(Caller caller, EntityRow now) {
        checkRole(caller);
        if (!now.payload().path("draft").asBoolean()) {
            throw CommandRefused.immutable("A published form is never deleted; retire it.");
        }
    }

    private static void checkRole(Caller caller) {
        if (!caller.managesForms()) {
            throw CommandRefused.notAllowed("Only a form manager may change forms.");
        }
    }

    /** Forms are for everyone in the organization. */
    @Override
    public @Nullable UUID owner(Proposal proposal) {
        return null;
    }
}
