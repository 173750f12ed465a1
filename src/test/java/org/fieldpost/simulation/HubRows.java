package org.fieldpost.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.hub.store.ChangeFeed;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.Scope;

/** All rows of the organization at the hub, tombstones too, as they are at one moment. */
@SuppressWarnings("NullAway") // what is missing is told as a violation
final class HubRows {
    private static final int ROWS_MAX = 100_000;
    private final Map<UUID, EntityRow> rows = new LinkedHashMap<>();
    private final UUID organization;

    private HubRows(UUID organization) {
        this.organization = organization;
    }

    static HubRows of(World world) {
        return world.hubRows.get();
    }

    static HubRows read(World world) {
        var organization = world.organization.value();
        var all = new HubRows(organization);
        var scope = new Scope(organization, new UUID(0, 0), true, true);
        var page =
                world.hubDatabase()
                        .read(
                                tx ->
                                        new ChangeFeed(ROWS_MAX, Integer.MAX_VALUE)
                                                .read(
                                                        tx,
                                                        scope,
                                                        CompositeCursor.start(""),
                                                        ROWS_MAX));
        page.rows().forEach(row -> all.rows.put(row.id(), row));
        return all;
    }

    EntityRow get(UUID id) {
        return rows.get(id);
    }

    boolean isAlive(UUID id) {
        var row = rows.get(id);
        return row != null && !row.deleted();
    }

    /** Every row. */
    List<EntityRow> all() {
        return List.copyOf(rows.values());
    }

    /** Rows of a type that are not deleted. */
    List<EntityRow> alive(EntityType type) {
        var alive = new ArrayList<EntityRow>();
        for (var row : rows.values()) {
            if (row.type() == type && !row.deleted()) {
                alive.add(row);
            }
        }
        return alive;
    }

    /** What a laptop's person may see. */
    Scope scope(Laptop laptop, boolean supervises) {
        return new Scope(organization, laptop.enrolment.user().value(), supervises, supervises);
    }
}
