package org.fieldpost.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.db.H2Database;
import org.fieldpost.db.H2Settings;
import org.fieldpost.kernel.Backoff;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.simulation.MemoryFiles;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.ChangeEvents;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.DirectWrites;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.MediaUploads;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxCounts;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.submission.FormRef;
import org.fieldpost.testing.MovableClock;
import org.jspecify.annotations.Nullable;

/** A profile on a real H2 file with the real engines and any hub, in the test's own thread. */
public class TestProfile implements AutoCloseable {
    static final SyncSettings SETTINGS =
            new SyncSettings(
                    Duration.ofMillis(500),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(2)),
                    new SyncSettings.Batch(20, 1 << 20, 4, Duration.ofMinutes(5)),
                    new SyncSettings.Pull(10, 1_000, 5),
                    new SyncSettings.Media(100, 1_000, 4));
    public final MemoryFiles files = new MemoryFiles();
    public final MovableClock clock = new MovableClock();
    public final List<ChangeEvent> told = new ArrayList<>();
    final DeviceTables tables = new DeviceTables();
    final ChangeEvents events = new ChangeEvents();
    final UuidV7 ids;
    final H2Database db;
    final LocalStore store;
    final UUID deviceId;
    final FormRef form;
    private final Random random;
    private final HubApi hub;
    private SyncCoordinator coordinator;

    /** A profile enrolled at {@code hub}, filling {@code form}. */
    public TestProfile(Path folder, long seed, HubApi hub, Enrolment enrolment, FormRef form) {
        random = new Random(seed);
        ids = new UuidV7(clock, random);
        this.hub = hub;
        this.form = form;
        deviceId = enrolment.device().value();
        db = H2Database.open(H2Settings.of(folder, null, "org/fieldpost/store/migrations"));
        events.listen(told::addAll);
        var writes = new DirectWrites(db, tables, events);
        store = new LocalStore(db, tables, writes, events, enrolment, () -> {});
        writes.commit(new Mutation.Enrol(ids.next(), clock.instant(), enrolment));
        coordinator = coordinator();
    }

    private SyncCoordinator coordinator() {
        return new SyncCoordinator(
                store, hub, files, Set.of(), SETTINGS, new SyncTools(clock, ids, random));
    }

    /** The program is killed and started again: nothing survives but what is on the disk. */
    public void restart() {
        coordinator = coordinator();
    }

    public SyncReport sync() {
        return sync(SyncTrigger.USER);
    }

    public SyncReport sync(SyncTrigger trigger) {
        clock.move(Duration.ofSeconds(1));
        return coordinator.performFullSync(trigger, progress -> {});
    }

    public MediaReport sendFiles() {
        return coordinator.moveFiles(SyncTaskKind.MEDIA_UPLOAD, () -> false, progress -> {});
    }

    public MediaReport fetchFiles() {
        return coordinator.moveFiles(SyncTaskKind.MEDIA_DOWNLOAD, () -> false, progress -> {});
    }

    SyncCoordinator engine() {
        return coordinator;
    }

    /** Columns of a submission with these answers. */
    public ObjectNode submission(ObjectNode data, @Nullable UUID parent) {
        var row = Json.object().put("form_id", FormIds.of(form.code(), form.version()).toString());
        row.put("form_code", form.code()).put("form_version", form.version());
        row.put("form_sha256", form.sha256().hex());
        row.set("data", data);
        row.put("sha256", Json.canonicalHash(data).hex());
        row.put("device_id", deviceId.toString());
        row.put("created_by", store.enrolment().user().toString());
        if (parent != null) {
            row.put("parent_id", parent.toString());
        }
        row.put("status", "pending");
        row.set("metadata", Json.object());
        row.put("created_at", "2026-01-01T00:00:00Z");
        return row.put("updated_at", clock.instant().toString());
    }

    public ObjectNode submission(String answers) {
        return submission(Json.parseObject(answers.replace('\'', '"')), null);
    }

    public UUID create(String answers) {
        return save(EntityType.SUBMISSIONS, ids.next(), submission(answers));
    }

    public UUID createChild(String answers, UUID parent) {
        var data = Json.parseObject(answers.replace('\'', '"'));
        return save(EntityType.SUBMISSIONS, ids.next(), submission(data, parent));
    }

    /** Changes one answer of a submission. */
    public void edit(UUID submission, String question, String value) {
        var row = row(EntityType.SUBMISSIONS, submission).orElseThrow();
        var data = row.payload().get("data").<ObjectNode>deepCopy();
        data.put(question, value);
        store.writes()
                .commit(
                        new Mutation.EditSubmission(
                                ids.next(), clock.instant(), submission, data, ids.next()));
    }

    public void delete(UUID submission) {
        store.writes()
                .commit(
                        new Mutation.DeleteSubmission(
                                ids.next(), clock.instant(), submission, ids.next()));
    }

    public UUID save(EntityType type, UUID id, ObjectNode payload) {
        clock.move(Duration.ofMillis(10));
        store.writes()
                .commit(
                        new Mutation.SaveEntity(
                                ids.next(), clock.instant(), type, id, payload, ids.next()));
        return id;
    }

    /** A photo of a submission, with its bytes and its upload. */
    public UUID photo(UUID submission, byte[] bytes) {
        var hash = files.keep(bytes);
        var id = ids.next();
        var row = Json.object().put("submission_id", submission.toString());
        row.put("question", "/photo").put("key", hash.hex()).put("sha256", hash.hex());
        row.put("filename", "a.jpg").put("content_type", "image/jpeg");
        row.put("size_bytes", bytes.length).put("created_at", "2026-01-01T00:00:00Z");
        save(EntityType.SUBMISSION_MEDIA, id, row);
        db.run(
                tx ->
                        tables.uploads()
                                .save(
                                        tx,
                                        new MediaUploads.Upload(
                                                id,
                                                MediaUploads.State.PENDING,
                                                null,
                                                0,
                                                0,
                                                clock.instant(),
                                                null),
                                        clock.instant()));
        return id;
    }

    public Optional<EntityRow> row(EntityType type, UUID id) {
        var now = now(type, id);
        return db.read(tx -> tables.rows(type).find(tx, now));
    }

    /** The id an entity has now. */
    public UUID now(EntityType type, UUID id) {
        return db.read(tx -> tables.idMap().aliasOf(tx, store.enrolment().user(), type, id));
    }

    public JsonNode answers(UUID submission) {
        return row(EntityType.SUBMISSIONS, submission).orElseThrow().payload().get("data");
    }

    public OutboxCounts counts() {
        return db.read(tables.outbox()::counts);
    }

    public List<OutboxCommand> commands(OutboxStatus status) {
        return db.read(tx -> tables.outbox().list(tx, Set.of(status), 0, 1_000));
    }

    public List<EntityRow> rows(EntityType type) {
        return db.read(tx -> tables.rows(type).list(tx, null, 1_000));
    }

    Instant instant() {
        return clock.instant();
    }

    @Override
    public void close() {
        db.close();
    }
}
