package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Mutation;
import org.fieldpost.sync.SyncReport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conflicts as no laptop of ours opens them. */
class StrangeConflictsTest extends ThreeLaptops {
    /** Another client's conflict shows a row with a hash in capitals, or none; then the hub is put back. */
    @ParameterizedTest
    @CsvSource({"true,ABC", "false,ABC", "true,''", "false,''"})
    void a_conflict_that_shows_a_strange_hash_stops_nobody(boolean told, String hash) {
        var row = Json.object();
        row.put("resource_type", "submissions").put("resource_id", well.toString());
        row.put("resolution", "pending").put("server_version", 1);
        row.put("device_id", world.deviceOf(awa).toString());
        row.put("created_at", awa.clock.instant().toString());
        ObjectNode shown = awa.said(well).deepCopy();
        shown.put("sha256", hash);
        row.set("server_payload", shown);
        row.set("client_payload", awa.said(well));
        row.set("base_payload", awa.said(well));
        awa.writes()
                .commit(
                        new Mutation.SaveEntity(
                                awa.ids.next(),
                                awa.clock.instant(),
                                EntityType.CONFLICTS,
                                awa.ids.next(),
                                row,
                                awa.ids.next()));
        settle();
        assertEquals(1, asked(), "the hub took it");
        putBack(backup(), told);
        writes(sam, "more", null);
        world.hub.restart();
        settle();
        settle();
        var report = sync(sam);
        assertEquals(List.of(), report.errors(), () -> "after nine runs; the hub has " + said());
        assertEquals(SyncReport.Outcome.COMPLETED, report.outcome());
        assertTrue(said().contains("more"));
    }
}
