package org.fieldpost.hub.store;

import static org.fieldpost.hub.store.Column.id;
import static org.fieldpost.hub.store.Column.instant;
import static org.fieldpost.hub.store.Column.integer;
import static org.fieldpost.hub.store.Column.object;
import static org.fieldpost.hub.store.Column.text;
import static org.fieldpost.hub.store.Column.word;

import java.util.List;
import org.fieldpost.contract.EntityType;

/** Changes that people must decide between (seed ERD: {@code conflicts}). */
public final class ConflictsTable extends EntityTable {
    ConflictsTable() {
        super(
                EntityType.CONFLICTS,
                List.of(
                        text("resource_type", 40),
                        id("resource_id"),
                        object("base_payload").optional(),
                        object("server_payload").optional(),
                        object("client_payload").optional(),
                        integer("server_version").optional(),
                        word("resolution", "pending", "resolved"),
                        word("resolution_action", "accept_server", "accept_client", "merged")
                                .optional(),
                        object("resolved_payload").optional(),
                        id("resolved_by").optional(),
                        instant("resolved_at").optional(),
                        text("notes", 10_000).optional(),
                        id("device_id"),
                        instant("created_at")));
    }
}
