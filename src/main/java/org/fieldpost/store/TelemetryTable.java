package org.fieldpost.store;

import java.util.List;
import org.fieldpost.contract.EntityType;

/** {@code telemetry}: how this laptop is, for those who look after it; append-only. */
final class TelemetryTable extends SyncedTable {
    TelemetryTable() {
        super(
                EntityType.TELEMETRY,
                List.of(
                        Column.uuid("device_id"),
                        Column.json("metrics"),
                        Column.instant("created_at")),
                List.of(),
                false);
    }
}
