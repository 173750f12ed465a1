package org.fieldpost.hub.store;

import static org.fieldpost.hub.store.Column.array;
import static org.fieldpost.hub.store.Column.id;
import static org.fieldpost.hub.store.Column.instant;

import java.util.List;
import org.fieldpost.contract.EntityType;

/** What devices tell about themselves (seed ERD: {@code telemetry}); only ever added to. */
public final class TelemetryTable extends EntityTable {
    TelemetryTable() {
        super(
                EntityType.TELEMETRY,
                List.of(id("device_id"), array("metrics"), instant("created_at")));
    }
}
