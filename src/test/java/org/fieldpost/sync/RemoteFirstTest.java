package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.hub.RunningHub;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows whose id the hub gives, made at the hub first, over real HTTP. */
@SuppressWarnings("NullAway.Init") // start() fills the fields
class RemoteFirstTest {
    private RunningHub hub;
    private RealLine line;
    private TestProfile awa;
    private RemoteFirst remote;

    @BeforeEach
    void start(@TempDir Path folder) {
        hub = new RunningHub(folder);
        var form = hub.form("water_point");
        line = new RealLine(hub, "awa", 1, Role.FIELD_WORKER);
        awa = new TestProfile(folder.resolve("awa"), 1, line.api(), line.enrolment(), form);
        awa.sync();
        var tools = new SyncTools(awa.clock, awa.ids, new Random(1));
        remote = new RemoteFirst(awa.store, line.api(), Set.of(), tools);
    }

    @AfterEach
    void stop() {
        awa.close();
        line.api().close();
        hub.close();
    }

    @Test
    void a_row_that_names_itself_names_its_permanent_id_and_is_found_by_the_temporary_one() {
        var id = awa.ids.next();
        var payload = awa.submission("{'about':{'self':'" + id + "'}}");
        var done =
                assertInstanceOf(
                        RemoteFirst.Saved.Done.class,
                        remote.create(EntityType.SUBMISSIONS, id, payload));
        assertEquals(done.id(), awa.now(EntityType.SUBMISSIONS, id));
        var row = awa.row(EntityType.SUBMISSIONS, id).orElseThrow();
        assertEquals(done.id().toString(), row.payload().at("/data/about/self").asText());
        assertEquals(
                Json.canonicalHash(row.payload().get("data")).hex(),
                row.payload().path("sha256").asText());
        assertEquals(SyncReport.Outcome.COMPLETED, awa.sync().outcome());
        assertEquals(
                row.payload(),
                awa.row(EntityType.SUBMISSIONS, id).orElseThrow().payload(),
                "the hub says the same");
    }

    @Test
    void a_row_that_names_one_the_hub_has_not_taken_yet_is_not_made_at_the_hub() {
        var first = awa.create("{'a':'1'}");
        var id = awa.ids.next();
        var payload = awa.submission("{'rows':[{'_key':'k','of':'" + first + "'}]}");
        var not =
                assertInstanceOf(
                        RemoteFirst.Saved.NotNow.class,
                        remote.create(EntityType.SUBMISSIONS, id, payload));
        assertEquals(SyncErrorCode.FK_RESOLUTION_FAILED, not.error().code());
        assertTrue(awa.row(EntityType.SUBMISSIONS, id).isEmpty());
        awa.sync();
        assertInstanceOf(
                RemoteFirst.Saved.Done.class, remote.create(EntityType.SUBMISSIONS, id, payload));
        assertEquals(first(first), awa.answers(id).at("/rows/0/of").asText());
    }

    private String first(UUID old) {
        return awa.now(EntityType.SUBMISSIONS, old).toString();
    }
}
