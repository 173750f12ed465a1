package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.hub.store.ConflictsTable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a conflict shows a deletion, in both databases, and for the organization whose it is. */
class KeptInBothDialectsTest {
    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void both_sides_of_a_conflict_and_its_version_count_alike(Dialect dialect) throws Exception {
        try (var hub = new TestHub(dialect, folder)) {
            var device = hub.device("Water Aid", Role.SUPERVISOR);
            hub.device("Others", Role.SUPERVISOR);
            var form = hub.form("Water Aid", "water_point");
            var row = device.submission(form, "a");
            var id =
                    Objects.requireNonNull(
                            device.pushOne(
                                            device.create(
                                                    EntityType.SUBMISSIONS, hub.ids.next(), row))
                                    .entityId());
            assertEquals(
                    Outcome.OK,
                    device.pushOne(
                                    device.update(
                                            EntityType.SUBMISSIONS,
                                            id,
                                            1,
                                            device.submission(form, "b")))
                            .outcome());
            var ours = hub.organization("Water Aid").value();
            var theirs = hub.organization("Others").value();
            assertEquals(List.of(false, false, false), shown(hub, ours, id));
            // No version, and neither side.
            conflict(hub, device, device.conflict(id));
            assertEquals(List.of(true, false, false), shown(hub, ours, id));
            // The hub's row in its version, and a deletion.
            var shows = device.conflict(id).put("server_version", 2);
            shows.set("server_payload", device.submission(form, "b"));
            conflict(hub, device, shows);
            assertEquals(List.of(true, true, false), shown(hub, ours, id));
            assertEquals(List.of(false, false, false), shown(hub, theirs, id));
        }
    }

    private static void conflict(TestHub hub, TestDevice device, ObjectNode is) {
        var made = device.pushOne(device.create(EntityType.CONFLICTS, hub.ids.next(), is));
        assertEquals(Outcome.OK, made.outcome(), made.toString());
    }

    /** In versions 0, 2 and 3. */
    private static List<Boolean> shown(TestHub hub, UUID org, UUID id) {
        return hub.database.read(
                tx ->
                        List.of(
                                ConflictsTable.isDeletionShown(tx, org, id, 0, 0),
                                ConflictsTable.isDeletionShown(tx, org, id, 0, 2),
                                ConflictsTable.isDeletionShown(tx, org, id, 0, 3)));
    }
}
