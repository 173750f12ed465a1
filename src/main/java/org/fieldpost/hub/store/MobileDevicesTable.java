package org.fieldpost.hub.store;

import static org.fieldpost.hub.store.Column.decimal;
import static org.fieldpost.hub.store.Column.id;
import static org.fieldpost.hub.store.Column.instant;
import static org.fieldpost.hub.store.Column.object;
import static org.fieldpost.hub.store.Column.text;
import static org.fieldpost.hub.store.Column.word;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;

/** Enrolled devices (seed ERD: {@code mobile_devices}). */
public final class MobileDevicesTable extends EntityTable {
    MobileDevicesTable() {
        super(
                EntityType.MOBILE_DEVICES,
                List.of(
                        text("device_id", 100),
                        text("name", 200),
                        id("user_id").optional(),
                        text("device_type", 40),
                        text("os_version", 100),
                        text("app_version", 40),
                        word("status", "active", "suspended", "revoked"),
                        decimal("trust_score"),
                        object("metadata").optional(),
                        instant("last_seen").optional(),
                        instant("created_at"),
                        instant("updated_at")));
    }

    /** The device with this identifier of its own. */
    public Optional<EntityRow> findByDeviceId(ReadTx tx, UUID organization, String deviceId) {
        return tx.handle()
                .createQuery(
                        "SELECT id FROM mobile_devices WHERE device_id = :device AND organization_id = :organization")
                .bind("device", deviceId)
                .bind("organization", organization)
                .map((row, context) -> row.getObject(1, UUID.class))
                .findOne()
                .flatMap(id -> find(tx, organization, id));
    }

    /** All devices of an organization, oldest first. */
    public List<EntityRow> list(ReadTx tx, UUID organization) {
        return tx
                .handle()
                .createQuery(
                        "SELECT id FROM mobile_devices WHERE organization_id = :organization ORDER BY created_at, id")
                .bind("organization", organization)
                .map((row, context) -> row.getObject(1, UUID.class))
                .stream()
                .flatMap(id -> find(tx, organization, id).stream())
                .toList();
    }
}
