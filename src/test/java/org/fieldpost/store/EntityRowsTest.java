package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EntityRowsTest {
    private Device device;

    @BeforeEach
    void open(@TempDir Path folder) {
        device = new Device(folder);
    }

    @AfterEach
    void close() {
        device.close();
    }

    /** A payload of each type as the hub sends it, with a property of a newer hub. */
    private ObjectNode payload(EntityType type) {
        var some = "{\"deep\":{\"n\":1.50,\"list\":[1,\"a\",null]}}";
        var text =
                switch (type) {
                    case MOBILE_DEVICES ->
                            "{'device_id':'x','name':'Laptop 4'"
                                    + ",'user_id':'00000000-0000-0001-0000-000000000001','device_type':'desktop'"
                                    + ",'os_version':'1','app_version':'2','status':'active','trust_score':0.75"
                                    + ",'metadata':%s,'last_seen':'2026-05-04T08:00:00.123456Z'"
                                    + ",'created_at':'2026-05-04T08:00:00Z'}";
                    case MOBILE_FORMS ->
                            "{'code':'well','name':{'en':'Well'},'version':'1','schema':%s,'sha256':'00'"
                                    + ",'published':true,'draft':false,'created_at':'2026-05-04T08:00:00Z'}";
                    case SUBMISSIONS ->
                            "{'form_id':'00000000-0000-0008-0000-000000000008','form_code':'well'"
                                    + ",'form_version':'1','data':%s,'sha256':'00'"
                                    + ",'device_id':'00000000-0000-0003-0000-000000000003','status':'rejected'"
                                    + ",'review':{'note':'no'},'metadata':{'summary':'W','position':{'latitude':1.5"
                                    + ",'longitude':2}},'created_at':'2026-05-04T08:00:00Z'}";
                    case SUBMISSION_MEDIA ->
                            "{'submission_id':'00000000-0000-0003-0000-000000000003','question':'/p'"
                                    + ",'key':'k','sha256':'00','filename':'a.jpg','content_type':'image/jpeg'"
                                    + ",'size_bytes':5000000000,'gps':%s,'created_at':'2026-05-04T08:00:00Z'}";
                    case CONFLICTS ->
                            "{'resource_type':'submissions'"
                                    + ",'resource_id':'00000000-0000-0003-0000-000000000003','client_payload':%s"
                                    + ",'server_version':3,'resolution':'pending'"
                                    + ",'created_at':'2026-05-04T08:00:00Z'}";
                    case TELEMETRY ->
                            "{'device_id':'00000000-0000-0003-0000-000000000003','metrics':[%s]"
                                    + ",'created_at':'2026-05-04T08:00:00Z'}";
                };
        var json = Json.parseObject(text.replace('\'', '"').formatted(some));
        return json.put("of_a_newer_hub", 7);
    }

    @ParameterizedTest
    @EnumSource(EntityType.class)
    void a_row_comes_back_as_it_went_in(EntityType type) {
        var rows = device.tables.rows(type);
        var id = device.id();
        var payload = payload(type);
        var row = EntityRow.fromHub(type, id, 3, payload, device.now());
        device.db.run(tx -> rows.insert(tx, row));
        assertEquals(row, device.read(tx -> rows.find(tx, id)).orElseThrow());
        assertEquals(payload, rows.normalised(payload));
        var edited =
                row.edited(
                        payload.deepCopy().put("created_at", "2026-05-05T00:00:00Z"), device.now());
        assertFalse(device.test(tx -> rows.update(tx, edited, 99)), "another revision is held");
        assertTrue(device.test(tx -> rows.update(tx, edited, 1)));
        assertEquals(edited, device.read(tx -> rows.find(tx, id)).orElseThrow());
        assertFalse(device.test(tx -> rows.markSynced(tx, id, 1, 4, payload)), "edited since");
        assertTrue(device.test(tx -> rows.markSynced(tx, id, 2, 5, payload)));
        var synced = device.read(tx -> rows.find(tx, id)).orElseThrow();
        assertEquals(5, synced.rowVersion());
        assertEquals(payload, synced.baseSnapshot());
        assertFalse(synced.dirty());
        var other = device.id();
        device.db.run(tx -> rows.replaceId(tx, id, other));
        assertEquals(Set.of(other), device.read(tx -> rows.existing(tx, List.of(id, other))));
        assertEquals(1, device.read(rows::count));
        assertTrue(device.test(tx -> rows.delete(tx, other)));
        assertFalse(device.test(tx -> rows.delete(tx, other)));
    }

    @Test
    void rows_are_listed_in_pages_by_id() {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 7; i++) {
            ids.add(device.submission("{'name':'" + i + "'}"));
        }
        var seen = new ArrayList<UUID>();
        UUID after = null;
        for (var page = page(after); !page.isEmpty(); page = page(after)) {
            page.forEach(r -> seen.add(r.id()));
            after = page.getLast().id();
        }
        assertEquals(ids, seen);
    }

    private List<EntityRow> page(@Nullable UUID after) {
        return device.read(tx -> device.tables.submissions().list(tx, after, 3));
    }

    @Test
    void a_row_changed_on_the_disk_is_neither_shown_nor_sent() {
        var id = device.submission("{'name':'A'}");
        device.db.run(
                tx ->
                        tx.handle()
                                .execute(
                                        "UPDATE submissions SET data = '{\"name\":\"forged\"}' WHERE id = ?",
                                        id));
        var damaged = assertThrows(DamagedRow.class, () -> device.row(id));
        assertEquals(id, damaged.id());
        assertEquals(EntityType.SUBMISSIONS, damaged.type());
    }

    @Test
    void what_does_not_fit_a_column_is_refused() {
        var payload = device.payload("{'name':'A'}").put("created_at", "yesterday");
        assertThrows(RuntimeException.class, () -> device.save(device.id(), payload));
        assertEquals(0, device.counts().created());
    }
}
