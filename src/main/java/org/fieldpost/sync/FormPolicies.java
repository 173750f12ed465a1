package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FieldPolicy;
import org.fieldpost.db.ReadTx;
import org.fieldpost.merge.SchemaPolicies;
import org.fieldpost.store.DeviceTables;

/** The merge policies a submission's own form gives its questions. */
final class FormPolicies {
    private final DeviceTables tables;

    FormPolicies(DeviceTables tables) {
        this.tables = tables;
    }

    /** Policies by question; none for other entities and for forms that are not here. */
    Map<String, FieldPolicy> of(ReadTx tx, EntityType type, ObjectNode payload) {
        if (type != EntityType.SUBMISSIONS || !payload.path("form_id").isTextual()) {
            return Map.of();
        }
        return tables.forms()
                .find(tx, UUID.fromString(payload.path("form_id").asText()))
                // The column "schema" is the whole form document; its own "schema" is the JSON
                // Schema.
                .map(form -> SchemaPolicies.of(form.payload().path("schema").path("schema")))
                .orElse(Map.of());
    }
}
