package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.contract.Role;
import org.fieldpost.db.MemoryDatabase;
import org.fieldpost.hub.InProcessHub;
import org.fieldpost.hub.InProcessLine;
import org.fieldpost.kernel.Json;
import org.fieldpost.simulation.Ram;
import org.fieldpost.simulation.Trace;
import org.fieldpost.store.Draft;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.GoneException;
import org.fieldpost.store.Mutation;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.submission.UserId;
import org.fieldpost.testing.MovableClock;
import org.jspecify.annotations.Nullable;

/** Two laptops and the real hub's core, made from one seed, and what people do there. */
final class IdentityWorld implements AutoCloseable {
    static final Set<String> SHOULD_HAPPEN =
            new TreeSet<>(
                    Set.of(
                            "child",
                            "collision",
                            "conflict",
                            "crash",
                            "deep reference",
                            "draft",
                            "form at the hub first",
                            "form here first",
                            "old id",
                            "photo",
                            "self reference",
                            "submission at the hub first",
                            "submission here after all",
                            "telemetry"));
    private static final int STEPS = 10;
    private final Random random;
    private final Trace trace;
    private final MovableClock clock = new MovableClock();
    private final List<IdentityLaptop> laptops = new ArrayList<>();
    private final TreeSet<String> happened = new TreeSet<>();
    private final IdentityChecks checks = new IdentityChecks();
    private final FormRef form;
    private final Ram ram;
    private int made;

    /** Made once, emptied for each seed. */
    record Databases(
            MemoryDatabase hub,
            MemoryDatabase awa,
            MemoryDatabase sam,
            Ram ram,
            MemoryDatabase.Snapshot emptyHub,
            MemoryDatabase.Snapshot emptyLaptop) {
        Databases(MemoryDatabase hub, MemoryDatabase awa, MemoryDatabase sam, Ram ram) {
            this(hub, awa, sam, ram, hub.snapshot(), awa.snapshot());
        }

        void empty() {
            hub.reset(emptyHub);
            awa.reset(emptyLaptop);
            sam.reset(emptyLaptop);
            ram.clear();
        }
    }

    IdentityWorld(long seed, Databases databases, Trace trace) {
        this.trace = trace;
        databases.empty();
        ram = databases.ram();
        random = new Random(seed * 31 + 1);
        var hub =
                new InProcessHub(
                        databases.hub(), ram.folder("media"), clock, new Random(seed * 31 + 2));
        var organization = hub.organization("Wells for all");
        form = hub.publish(organization, "water_point", "1");
        for (var name : List.of("awa", "sam")) {
            var role = name.equals("awa") ? Role.FIELD_WORKER : Role.SUPERVISOR;
            var person = hub.person(organization, name, role);
            hub.roles(organization, person, Set.of(role, Role.FORM_MANAGER));
            var joined = hub.enrol(organization, person, name);
            var enrolment =
                    new Enrolment(
                            "http://localhost",
                            joined.token(),
                            new DeviceId(joined.deviceId()),
                            new UserId(joined.userId()),
                            joined.userName(),
                            new OrganizationId(joined.organizationId()),
                            joined.organizationName(),
                            joined.roles());
            var laptop =
                    new IdentityLaptop(
                            name,
                            enrolment,
                            new InProcessLine(hub, joined.token()),
                            name.equals("awa") ? databases.awa() : databases.sam(),
                            ram.folder(name),
                            clock,
                            new Random(seed * 31 + 3 + laptops.size()),
                            trace);
            laptop.sync();
            laptops.add(laptop);
        }
    }

    /** What is worth to have happened. */
    Set<String> happened() {
        return happened;
    }

    int replacedIds() {
        return laptops.stream().mapToInt(laptop -> laptop.replaced().size()).sum();
    }

    void run() {
        laptops.forEach(this::create);
        for (int i = 0; i < STEPS; i++) {
            clock.move(Duration.ofSeconds(1 + random.nextInt(300)));
            var laptop = any(laptops);
            laptop.faults(20);
            if (random.nextInt(4) == 0) {
                laptop.diesAt(1 + random.nextInt(12));
            }
            step(laptop);
            checks.after(laptop);
        }
        settle();
        checks.atRest(laptops);
    }

    private void step(IdentityLaptop by) {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> create(by);
            case 4, 5, 6 -> edit(by);
            case 7 -> delete(by);
            case 8, 9 -> photo(by);
            case 10 -> telemetry(by);
            case 11 -> publish(by);
            case 12 -> createAtHub(by);
            case 13 -> draft(by);
            default -> sync(by);
        }
    }

    private void sync(IdentityLaptop by) {
        trace.step("%s syncs", by);
        if (!by.lives(() -> trace.note("%s", words(by.sync())))) {
            happened.add("crash");
        }
    }

    private static String words(SyncReport report) {
        return "%s: %s; %s %s"
                .formatted(report.outcome(), report.push(), report.pull(), report.errors());
    }

    /** Saves and, when the laptop dies over it, goes on with whatever was made safe. */
    private void save(IdentityLaptop by, Mutation mutation) {
        if (!by.lives(() -> tried(() -> by.commit(mutation)))) {
            happened.add("crash");
        }
    }

    private void tried(Runnable deed) {
        try {
            deed.run();
        } catch (GoneException | IllegalStateException e) {
            trace.note("refused: %s", e);
        }
    }

    private void create(IdentityLaptop by) {
        var id = by.ids.next();
        trace.step("%s writes %s", by, id);
        save(by, saving(by, EntityType.SUBMISSIONS, id, submission(by, id)));
        checks.made(by, EntityType.SUBMISSIONS, id);
    }

    /** Asked for at the hub; if nobody answers, it is saved here under the same temporary id. */
    private void createAtHub(IdentityLaptop by) {
        var id = by.ids.next();
        trace.step("%s writes %s at the hub", by, id);
        var payload = submission(by, id);
        by.lives(
                () -> {
                    switch (by.remoteFirst().create(EntityType.SUBMISSIONS, id, payload)) {
                        case RemoteFirst.Saved.Done(UUID now, long version) -> {
                            trace.note("is %s", now);
                            happened.add("submission at the hub first");
                        }
                        case RemoteFirst.Saved.NotNow _ -> {
                            happened.add("submission here after all");
                            by.commit(saving(by, EntityType.SUBMISSIONS, id, payload));
                            checks.made(by, EntityType.SUBMISSIONS, id);
                        }
                        case RemoteFirst.Saved.Conflict conflict ->
                                trace.note("refused: %s", conflict);
                        case RemoteFirst.Saved.Refused refused ->
                                trace.note("refused: %s", refused);
                    }
                });
    }

    private ObjectNode submission(IdentityLaptop by, UUID id) {
        var held = by.rows(EntityType.SUBMISSIONS);
        var data = Json.object().put("a", "a" + ++made).put("n", made);
        if (random.nextInt(3) == 0) {
            data.putObject("about").put("self", id.toString());
            happened.add("self reference");
        }
        if (!held.isEmpty() && random.nextInt(2) == 0) {
            deepReference(data, perhapsOld(by, any(held).id()));
        }
        var row = Json.object().put("form_id", FormIds.of(form.code(), form.version()).toString());
        row.put("form_code", form.code()).put("form_version", form.version());
        row.put("form_sha256", form.sha256().hex());
        row.set("data", data);
        row.put("sha256", Json.canonicalHash(data).hex());
        row.put("device_id", by.enrolment.device().value().toString());
        row.put("created_by", by.enrolment.user().value().toString());
        if (!held.isEmpty() && random.nextInt(2) == 0) {
            row.put("parent_id", any(held).id().toString());
            happened.add("child");
        }
        row.put("status", "pending");
        row.set("metadata", Json.object());
        row.put("created_at", clock.instant().toString());
        return row.put("updated_at", clock.instant().toString());
    }

    /** In a repeat within a repeat within a group; only to what is older. */
    private void deepReference(ObjectNode data, UUID to) {
        ArrayNode rows = data.withObject("/household").withArray("members");
        var member = rows.addObject().put("_key", "m" + ++made);
        member.withArray("relatives").addObject().put("_key", "r" + made).put("of", to.toString());
        happened.add("deep reference");
    }

    private void edit(IdentityLaptop by) {
        var held = by.rows(EntityType.SUBMISSIONS);
        if (held.isEmpty()) {
            return;
        }
        var row = any(held);
        var data = row.payload().get("data").<ObjectNode>deepCopy();
        var older =
                held.stream()
                        .filter(r -> number(r) < number(row) || r.id().equals(row.id()))
                        .toList();
        if (random.nextInt(2) == 0) {
            deepReference(data, perhapsOld(by, any(older).id()));
        } else {
            data.put("a", by + " " + ++made);
        }
        var id = perhapsOld(by, row.id());
        trace.step("%s edits %s: %s", by, id, data);
        save(
                by,
                new Mutation.EditSubmission(
                        by.ids.next(), clock.instant(), id, data, by.ids.next()));
    }

    /** As something that was opened before the hub answered may still call it. */
    private UUID perhapsOld(IdentityLaptop by, UUID id) {
        if (random.nextInt(3) > 0) {
            return id;
        }
        for (var replaced : by.replaced().entrySet()) {
            if (replaced.getValue().equals(id)) {
                happened.add("old id");
                return replaced.getKey();
            }
        }
        return id;
    }

    private static int number(EntityRow row) {
        return row.payload().at("/data/n").asInt();
    }

    private void delete(IdentityLaptop by) {
        var held = by.rows(EntityType.SUBMISSIONS);
        if (!held.isEmpty() && random.nextInt(2) == 0) {
            var row = any(held);
            trace.step("%s deletes %s", by, row.id());
            checks.deleted(by, row.id());
            save(
                    by,
                    new Mutation.DeleteSubmission(
                            by.ids.next(), clock.instant(), row.id(), by.ids.next()));
        }
    }

    private void photo(IdentityLaptop by) {
        var held = by.rows(EntityType.SUBMISSIONS);
        if (held.isEmpty()) {
            return;
        }
        var id = by.ids.next();
        var submission = any(held).id();
        var of = perhapsOld(by, submission);
        var hash = Json.canonicalHash(Json.object().put("photo", id.toString())).hex();
        trace.step("%s adds photo %s to %s", by, id, of);
        var row = Json.object().put("submission_id", of.toString());
        row.put("question", "/photo").put("key", hash).put("sha256", hash);
        row.put("filename", "a.jpg").put("content_type", "image/jpeg").put("size_bytes", 5);
        row.put("created_at", clock.instant().toString());
        save(by, saving(by, EntityType.SUBMISSION_MEDIA, id, row));
        checks.photo(by, id, submission);
        happened.add("photo");
    }

    private void telemetry(IdentityLaptop by) {
        var id = by.ids.next();
        trace.step("%s tells how it is: %s", by, id);
        var row = Json.object().put("device_id", by.enrolment.device().value().toString());
        row.putArray("metrics")
                .addObject()
                .put("name", "outbox")
                .put("value", 1)
                .put("timestamp", clock.instant().toString())
                .set("meta", Json.object());
        row.put("created_at", clock.instant().toString());
        save(by, saving(by, EntityType.TELEMETRY, id, row));
        checks.made(by, EntityType.TELEMETRY, id);
        happened.add("telemetry");
    }

    private void publish(IdentityLaptop by) {
        var version = "v" + ++made;
        trace.step("%s publishes well %s", by, version);
        var document = Json.object().put("code", "well").put("version", version);
        document.putObject("name").put("en", "Well");
        document.putObject("schema").put("type", "object").putObject("properties");
        var row = Json.object().put("code", "well").put("version", version);
        row.putObject("name").put("en", "Well");
        row.set("schema", document);
        row.put("sha256", Json.canonicalHash(document).hex());
        row.put("published", true).put("draft", false);
        row.put("created_at", clock.instant().toString());
        row.put("updated_at", clock.instant().toString());
        var id = FormIds.of("well", version);
        by.lives(
                () -> {
                    var outcome = by.save(saving(by, EntityType.MOBILE_FORMS, id, row));
                    checks.made(by, EntityType.MOBILE_FORMS, id);
                    switch (outcome) {
                        case Saving.Outcome.AtHub _ -> happened.add("form at the hub first");
                        case Saving.Outcome.Here _ -> happened.add("form here first");
                        case Saving.Outcome.Refused refused ->
                                throw new AssertionError("refused: " + refused.why());
                    }
                });
    }

    /** Begins to change answers, and leaves it at that. */
    private void draft(IdentityLaptop by) {
        var held = by.rows(EntityType.SUBMISSIONS);
        if (held.isEmpty()) {
            return;
        }
        var row = any(held);
        var data = row.payload().get("data").<ObjectNode>deepCopy();
        deepReference(data, perhapsOld(by, row.id()));
        trace.step("%s begins to change %s", by, row.id());
        happened.add("draft");
        var draft =
                new Draft(
                        by.ids.next(),
                        FormIds.of(form.code(), form.version()),
                        form,
                        data,
                        new SubmissionId(row.id()),
                        new SubmissionId(any(held).id()),
                        Json.object(),
                        "",
                        clock.instant(),
                        clock.instant());
        save(by, new Mutation.SaveDraft(by.ids.next(), clock.instant(), draft));
    }

    private Mutation.SaveEntity saving(
            IdentityLaptop by, EntityType type, UUID id, ObjectNode payload) {
        return new Mutation.SaveEntity(
                by.ids.next(), clock.instant(), type, id, payload, by.ids.next());
    }

    /** The faults stop; people decide what waits for them. */
    private void settle() {
        trace.note("the faults stop");
        for (var laptop : laptops) {
            laptop.faults(0);
            laptop.diesAt(0);
        }
        int quiet = 0;
        for (int round = 0; quiet < 2; round++) {
            if (round == 30) {
                throw new AssertionError(
                        "still busy: " + laptops.stream().map(checks::busy).toList());
            }
            clock.move(Duration.ofMinutes(6));
            decide(laptops.getLast());
            boolean nothing = true;
            for (var laptop : laptops) {
                sync(laptop);
                checks.after(laptop);
                nothing &= checks.busy(laptop).isEmpty();
            }
            quiet = nothing ? quiet + 1 : 0;
        }
        for (var laptop : laptops) {
            if (laptop.replaced().entrySet().stream().anyMatch(this::wasCollision)) {
                happened.add("collision");
            }
        }
    }

    private boolean wasCollision(Map.Entry<UUID, UUID> replaced) {
        return checks.pulledBefore(replaced.getValue());
    }

    private void decide(IdentityLaptop by) {
        for (var conflict : by.read(tx -> by.tables().conflicts().pending(tx, 100))) {
            happened.add("conflict");
            var said = conflict.payload();
            @Nullable ObjectNode ours =
                    said.get("client_payload") instanceof ObjectNode o ? o : null;
            boolean mine = random.nextBoolean();
            trace.step("%s decides %s: %s", by, conflict.id(), mine ? "client" : "server");
            tried(
                    () ->
                            by.save(
                                    new Mutation.DecideConflict(
                                            by.ids.next(),
                                            clock.instant(),
                                            conflict.id(),
                                            mine ? "accept_client" : "accept_server",
                                            mine ? ours : null,
                                            by.enrolment.user(),
                                            null,
                                            by.ids.next(),
                                            by.ids.next())));
        }
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    @Override
    public void close() {
        laptops.forEach(IdentityLaptop::close);
    }
}
