package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.DeliveryStatus;
import org.fieldpost.submission.Position;
import org.fieldpost.submission.ReviewStatus;
import org.fieldpost.submission.SubmissionId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionListTest {
    private static final SubmissionFilter ALL = SubmissionFilter.ALL;
    private final SubmissionList list = new SubmissionList(new DeliveryLedger());
    private Device device;

    @BeforeEach
    void open(@TempDir Path folder) {
        device = new Device(folder);
    }

    @AfterEach
    void close() {
        device.close();
    }

    private void index() {
        var search = new SubmissionSearch();
        while (device.db.<Integer>write(tx -> search.catchUp(tx, 3)) > 0) {
            assertTrue(device.read(search::behind) >= 0);
        }
        assertEquals(0, device.read(search::behind));
    }

    private List<String> names(SubmissionFilter filter) {
        return device.read(tx -> list.page(tx, filter, null, 100)).lines().stream()
                .map(l -> l.summary().replace("Well ", ""))
                .toList();
    }

    private static SubmissionFilter delivery(DeliveryStatus status) {
        return new SubmissionFilter(
                "",
                null,
                Set.of(),
                Set.of(status),
                null,
                null,
                SubmissionFilter.Sort.CREATED,
                true);
    }

    @ParameterizedTest
    @CsvSource({"CREATED,true", "CREATED,false", "CHANGED,true", "SUMMARY,false", "SUMMARY,true"})
    void pages_by_key_give_every_line_once_in_order(
            SubmissionFilter.Sort sort, boolean descending) {
        for (int i = 0; i < 11; i++) {
            device.submission("{'name':'" + (char) ('a' + i * 5 % 4) + "'}");
        }
        var filter =
                new SubmissionFilter("", null, Set.of(), Set.of(), null, null, sort, descending);
        var whole = device.read(tx -> list.page(tx, filter, null, 100)).lines();
        var pages = new ArrayList<SubmissionLine>();
        var page = device.read(tx -> list.page(tx, filter, null, 3));
        while (true) {
            pages.addAll(page.lines());
            var next = page.next();
            if (next == null) {
                break;
            }
            page = device.read(tx -> list.page(tx, filter, next, 3));
        }
        assertEquals(11, whole.size());
        assertEquals(whole, pages);
        assertEquals(11L, device.<Long>read(tx -> list.count(tx, filter)));
    }

    /** One created moment for all, so that only the tie-break tells lines apart. */
    @Test
    void ids_replaced_between_two_pages_neither_double_nor_drop_a_line() {
        for (int i = 0; i < 7; i++) {
            device.submission("{'name':'" + i + "'}");
        }
        var first = device.read(tx -> list.page(tx, ALL, null, 3));
        for (var sent : device.send()) {
            device.accept(sent, device.id(), 1);
        }
        var second = device.read(tx -> list.page(tx, ALL, first.next(), 9));
        var names = new ArrayList<String>();
        first.lines().forEach(line -> names.add(line.summary()));
        second.lines().forEach(line -> names.add(line.summary()));
        assertEquals(7, names.size());
        assertEquals(7, Set.copyOf(names).size());
    }

    @Test
    void words_are_found_by_their_beginnings_without_case_and_accents() {
        device.submission("{'name':'École du Nord','note':'pump number 17'}");
        device.submission("{'name':'North gate','photo':'media/0190-aaaa'}");
        index();
        assertEquals(List.of("École du Nord"), names(ALL.withText("ecole")));
        assertEquals(List.of("North gate", "École du Nord"), names(ALL.withText("no")));
        assertEquals(List.of("École du Nord"), names(ALL.withText("PUM nord 17")));
        assertEquals(List.of(), names(ALL.withText("media")));
        assertEquals(List.of(), names(ALL.withText("umber")), "beginnings only");
        assertEquals(
                List.of(), names(ALL.withText("%")).stream().filter(n -> n.equals("%")).toList());
    }

    @Test
    void an_id_finds_its_submission_also_the_temporary_one_it_had() {
        var old = device.submission("{'name':'Alpha'}");
        device.submission("{'name':'Beta'}");
        index();
        assertEquals(List.of("Alpha"), names(ALL.withText(old.toString())), "while it has it");
        var fresh = new UUID(9, 9);
        for (var sent : device.send()) {
            device.accept(sent, sent.aggregateId().equals(old) ? fresh : device.id(), 1);
        }
        assertEquals(List.of("Alpha"), names(ALL.withText(fresh.toString())));
        assertEquals(List.of("Alpha"), names(ALL.withText(" " + old + " ")));
        assertEquals(1L, device.<Long>read(tx -> list.count(tx, ALL.withText(old.toString()))));
        var later = device.now().plus(Duration.ofDays(400));
        device.db.<Integer>write(tx -> device.tables.idMap().archive(tx, later, later));
        assertEquals(List.of("Alpha"), names(ALL.withText(old.toString())), "from the archive");
        assertEquals(List.of(), names(ALL.withText(new UUID(7, 7).toString())));
    }

    @Test
    void an_edit_changes_what_is_found_and_an_id_change_does_not() {
        var id = device.submission("{'name':'Alpha'}");
        index();
        device.save(id, device.payload("{'name':'Beta'}"));
        index();
        assertEquals(List.of(), names(ALL.withText("alpha")));
        for (var sent : device.send()) {
            device.accept(sent, device.id(), 1);
        }
        assertEquals(List.of("Beta"), names(ALL.withText("beta")));
        device.apply(new Mutation.DeleteSubmission(device.id(), device.now(), id, device.id()));
        assertEquals(List.of(), names(ALL.withText("beta")));
    }

    @Test
    void filters_by_form_status_and_time() {
        device.submission("{'name':'old'}");
        var from = device.clock.move(Duration.ofDays(1));
        var rejected = device.submission("{'name':'new'}");
        var words =
                Json.parseObject(
                        "{\"questions\":[{\"pointer\":\"/a\",\"note\":\"b\"},{\"pointer\":\"/c\",\"note\":\"d\"}]}");
        device.apply(
                new Mutation.ReviewSubmission(
                        device.id(),
                        device.now(),
                        rejected,
                        ReviewStatus.REJECTED,
                        words,
                        Device.AWA,
                        device.id()));
        var sort = SubmissionFilter.Sort.CREATED;
        assertEquals(
                List.of("new"),
                names(
                        new SubmissionFilter(
                                "",
                                "water_point",
                                Set.of(ReviewStatus.REJECTED),
                                Set.of(),
                                null,
                                null,
                                sort,
                                true)));
        assertEquals(
                List.of("new"),
                names(new SubmissionFilter("", null, Set.of(), Set.of(), from, null, sort, true)));
        assertEquals(
                List.of("old"),
                names(new SubmissionFilter("", null, Set.of(), Set.of(), null, from, sort, true)));
        assertEquals(
                List.of(),
                names(
                        new SubmissionFilter(
                                "", "other", Set.of(), Set.of(), null, null, sort, true)));
        var line = device.read(tx -> list.page(tx, ALL, null, 1)).lines().getFirst();
        assertEquals(2, line.questionsRejected());
        assertEquals("Awa", line.createdBy());
    }

    @Test
    void delivery_is_told_and_filtered_as_it_stands() {
        var error = new ErrorBody("FP-2607", "no", false);
        var sent = device.submission("{'name':'sent'}");
        device.accept(device.send().getFirst(), sent, 1);
        var dead = device.submission("{'name':'dead'}");
        var one = device.send().getFirst();
        device.db.run(
                tx ->
                        device.tables
                                .outbox()
                                .deadLetter(tx, one.id(), one.fencingToken(), error, device.now()));
        device.submission("{'name':'disputed'}");
        var two = device.send().getFirst();
        device.db.run(
                tx ->
                        device.tables
                                .outbox()
                                .parkAsConflict(
                                        tx, two.id(), two.fencingToken(), error, device.now()));
        device.submission("{'name':'flying'}");
        device.send();
        device.submission("{'name':'waiting'}");
        assertEquals(List.of("sent"), names(delivery(DeliveryStatus.AT_HUB)));
        assertEquals(List.of("dead"), names(delivery(DeliveryStatus.FAILED)));
        assertEquals(List.of("disputed"), names(delivery(DeliveryStatus.CONFLICT)));
        assertEquals(List.of("flying"), names(delivery(DeliveryStatus.SENDING)));
        assertEquals(List.of("waiting"), names(delivery(DeliveryStatus.WAITING)));
        assertEquals(List.of(), names(delivery(DeliveryStatus.DRAFT)));
        var light = device.read(new DeliveryLedger()::light);
        assertEquals(new DeliveryLedger.Light(5, 4, 0, 0, 0, 0, 2), light);
        assertEquals(error, detailError(dead));
    }

    private @Nullable ErrorBody detailError(UUID id) {
        return device.read(tx -> SubmissionDetail.find(tx, device.tables, new SubmissionId(id)))
                .orElseThrow()
                .lastError();
    }

    @Test
    void the_light_is_green_only_when_every_byte_is_at_the_hub() {
        var id = device.submission("{'name':'A'}");
        var photo = device.id();
        device.save(
                EntityType.SUBMISSION_MEDIA,
                photo,
                Json.object()
                        .put("submission_id", id.toString())
                        .put("key", "k")
                        .put("sha256", "0".repeat(64))
                        .put("size_bytes", 10));
        device.db.run(tx -> device.tables.uploads().create(tx, photo, device.now()));
        for (var sent : device.send()) {
            device.accept(sent, sent.aggregateId(), 1);
        }
        var ledger = new DeliveryLedger();
        assertEquals(new DeliveryLedger.Light(1, 0, 1, 1, 10, 0, 0), device.read(ledger::light));
        assertEquals(
                List.of("A"),
                names(delivery(DeliveryStatus.WAITING)),
                "its photo is still here only");
        device.db.run(
                tx ->
                        device.tables
                                .uploads()
                                .save(
                                        tx,
                                        new MediaUploads.Upload(
                                                photo,
                                                MediaUploads.State.DONE,
                                                null,
                                                10,
                                                1,
                                                device.now(),
                                                null),
                                        device.now()));
        assertTrue(device.read(ledger::light).safe());
        assertEquals(List.of("A"), names(delivery(DeliveryStatus.AT_HUB)));
        var entries = device.read(tx -> ledger.of(tx, device.tables, new SubmissionId(id)));
        assertEquals(2, entries.size());
        assertTrue(entries.stream().allMatch(DeliveryLedger.Entry::delivered));
    }

    @Test
    void the_map_sees_what_lies_in_its_box() {
        for (double at : new double[] {1, 5, 9}) {
            var payload = device.payload("{'name':'" + (int) at + "'}");
            payload.withObject("/metadata")
                    .set("position", Json.object().put("latitude", at).put("longitude", at));
            device.save(device.id(), payload);
        }
        device.submission("{'name':'nowhere'}");
        var lines =
                device.read(
                        tx ->
                                list.inBox(
                                        tx,
                                        ALL,
                                        new Position(4, 4, null, null),
                                        new Position(10, 10, null, null),
                                        10));
        assertEquals(
                List.of("Well 9", "Well 5"), lines.stream().map(SubmissionLine::summary).toList());
        assertNull(device.read(tx -> list.page(tx, ALL, null, 1)).lines().getFirst().position());
    }
}
