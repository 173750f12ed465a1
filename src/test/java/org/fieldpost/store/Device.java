package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.db.H2Database;
import org.fieldpost.db.H2Settings;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;
import org.fieldpost.testing.MovableClock;

/** A device's tables on a real H2 file, enrolled, with a word for each thing tests do. */
final class Device implements AutoCloseable {
    static final UserId AWA = new UserId(new UUID(1, 1));
    static final OrganizationId ORG = new OrganizationId(new UUID(2, 2));
    static final DeviceId LAPTOP = new DeviceId(new UUID(3, 3));
    static final FormRef WATER = new FormRef("water_point", "1", Sha256.of(new byte[] {1}));
    final MovableClock clock = new MovableClock();
    final UuidV7 ids;
    final H2Database db;
    final DeviceTables tables = new DeviceTables();
    final ChangeEvents events = new ChangeEvents();
    final Mutations mutations = new Mutations(tables, events);
    final List<ChangeEvent> told = new ArrayList<>();

    Device(Path folder) {
        this(folder, 1);
    }

    Device(Path folder, long seed) {
        ids = new UuidV7(clock, new Random(seed));
        db =
                H2Database.open(
                        H2Settings.of(
                                folder.resolve("device"), null, "org/fieldpost/store/migrations"));
        events.listen(told::addAll);
        apply(new Mutation.Enrol(ids.next(), now(), enrolment()));
    }

    static Enrolment enrolment() {
        return new Enrolment(
                "http://localhost",
                "token",
                LAPTOP,
                AWA,
                "Awa",
                ORG,
                "Wells for all",
                List.of("field_worker"));
    }

    Instant now() {
        return clock.move(Duration.ofSeconds(1));
    }

    UUID id() {
        return ids.next();
    }

    void apply(Mutation mutation) {
        db.run(tx -> mutations.apply(tx, mutation, false));
    }

    <T> T read(Function<? super ReadTx, ? extends T> work) {
        return db.read(work);
    }

    boolean test(Predicate<? super WriteTx> work) {
        return db.<Boolean>write(work::test);
    }

    /** A submission's columns with these answers. */
    ObjectNode payload(String answers) {
        var data = Json.parseObject(answers.replace('\'', '"'));
        var payload = Json.object();
        payload.put("form_id", FormIds.of(WATER.code(), WATER.version()).toString());
        payload.put("form_code", WATER.code());
        payload.put("form_version", WATER.version());
        payload.put("form_sha256", WATER.sha256().hex());
        payload.set("data", data);
        payload.put("sha256", Json.canonicalHash(data).hex());
        payload.put("device_id", LAPTOP.toString());
        payload.put("created_by", AWA.toString());
        payload.put("status", "pending");
        payload.set("metadata", Json.object().put("summary", "Well " + data.path("name").asText()));
        payload.put("created_at", now().toString());
        return payload;
    }

    /** Makes or changes a submission; the command's id. */
    UUID save(UUID submission, ObjectNode payload) {
        return save(EntityType.SUBMISSIONS, submission, payload);
    }

    UUID save(EntityType type, UUID id, ObjectNode payload) {
        var command = id();
        apply(new Mutation.SaveEntity(id(), now(), type, id, payload, command));
        return command;
    }

    /** A new submission's temporary id. */
    UUID submission(String answers) {
        var id = id();
        save(id, payload(answers));
        return id;
    }

    EntityRow row(UUID submission) {
        return read(tx -> tables.submissions().find(tx, submission).orElseThrow());
    }

    /** What a command says; it is no delete. */
    static ObjectNode said(OutboxCommand command) {
        return Objects.requireNonNull(command.payload());
    }

    /** What was last agreed with the hub about a submission. */
    ObjectNode agreed(UUID submission) {
        return Objects.requireNonNull(row(submission).baseSnapshot());
    }

    List<OutboxCommand> commands(UUID submission) {
        return read(tx -> tables.outbox().ofEntity(tx, EntityType.SUBMISSIONS, submission));
    }

    OutboxCounts counts() {
        return read(tables.outbox()::counts);
    }

    /** What would be sent now, leased. */
    List<OutboxCommand> send() {
        var now = now();
        return db.write(
                tx ->
                        tables.outbox()
                                .markInFlight(
                                        tx,
                                        tables.outbox()
                                                .dequeueDeduplicatedByEntity(
                                                        tx, now, 100, Long.MAX_VALUE),
                                        "run",
                                        now));
    }

    /** The hub says yes. */
    void accept(OutboxCommand sent, UUID serverId, long version) {
        apply(
                new Mutation.Accept(
                        id(),
                        now(),
                        List.of(
                                new Acceptance(
                                        sent.id(),
                                        sent.fencingToken(),
                                        serverId,
                                        version,
                                        Acceptances.hash(sent)))));
    }

    @Override
    public void close() {
        db.close();
    }
}
