package org.fieldpost.store;

import java.util.List;
import org.fieldpost.contract.EntityType;

/** {@code mobile_devices}: this laptop and, for those who may see them, the others. */
final class DeviceTable extends SyncedTable {
    DeviceTable() {
        super(
                EntityType.MOBILE_DEVICES,
                List.of(
                        Column.text("device_id"),
                        Column.text("name"),
                        Column.uuid("user_id"),
                        Column.text("device_type"),
                        Column.text("os_version"),
                        Column.text("app_version"),
                        Column.text("push_token"),
                        Column.text("status"),
                        Column.real("trust_score"),
                        Column.json("metadata"),
                        Column.instant("last_seen"),
                        Column.instant("created_at"),
                        Column.instant("updated_at")),
                List.of(),
                false);
    }
}
