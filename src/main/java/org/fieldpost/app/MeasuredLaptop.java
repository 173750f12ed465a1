package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.fieldpost.capture.FinaliseResult;
import org.fieldpost.cli.BenchLaptop;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.SubmissionSearch;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.SyncSettings;
import org.jspecify.annotations.Nullable;

/** A laptop of the bench: everything a laptop has, but it syncs only when it is told. */
final class MeasuredLaptop implements BenchLaptop {
    /** Nothing of its own accord, so that only what is measured runs. */
    static final SyncManner STILL = still();

    private static final String FORM = "household_survey";
    private static final int TOGETHER = 500;
    private static final long LOOK_NANOS = 5_000_000;
    private final World world;
    private final DeviceApp app;
    private final HeapWatch heap = new HeapWatch();
    private @Nullable UUID sample;

    /** Takes over {@code app}. */
    MeasuredLaptop(World world, DeviceApp app) {
        this.world = world;
        this.app = app;
    }

    private static SyncManner still() {
        var usual = SyncSettings.standard();
        var never = Duration.ofDays(1);
        return new SyncManner(
                new SyncSettings(
                        never,
                        never,
                        never,
                        usual.backoff(),
                        usual.batch(),
                        usual.pull(),
                        usual.media()),
                false);
    }

    @Override
    public ObjectNode carryOut(ObjectNode order) {
        int count = order.path("count").asInt(1);
        return switch (order.path("do").asText()) {
            case "enrol" -> enrol(order);
            case "capture" -> timed(count, i -> capture());
            case "save" -> timed(count, i -> commit(1));
            case "forces" -> ForcedWrites.during(() -> timed(count, i -> commit(1)));
            case "capture-forces" -> ForcedWrites.during(() -> timed(count, i -> capture()));
            case "fill" -> timed(1, i -> fill(count));
            case "change" -> timed(1, i -> change(count));
            case "settle" -> timed(1, i -> settle());
            case "sync" -> sync();
            case "idle-sync" -> timed(count, i -> sync());
            case "edit" -> edit(order.path("mark").asText());
            case "sees" -> sees(order);
            case "state" -> state();
            default -> throw new CommandFailed("no such order: " + order);
        };
    }

    private ObjectNode enrol(ObjectNode order) {
        var hub = URI.create(order.path("hub").asText());
        return switch (app.enrol(hub, order.path("code").asText(), order.path("name").asText())) {
            case HubAnswer.Success<Enrolment> _ -> Json.object();
            case HubAnswer.Failed<Enrolment> failed ->
                    throw Enrolling.refused(hub, failed.failure());
        };
    }

    /** Milliseconds of each of {@code count} turns. */
    private static ObjectNode timed(int count, IntConsumer turn) {
        var answer = Json.object();
        var millis = answer.putArray("millis");
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            turn.accept(i);
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        return answer;
    }

    /** As a person does: the form is checked, the draft is finished. */
    private void capture() {
        var result = app.capture().submit(FORM, answers("captured"), Map.of(), Locale.ENGLISH);
        if (result instanceof FinaliseResult.Finalised done) {
            sample = done.submission().value();
        } else {
            throw new CommandFailed("the sample was refused: " + result);
        }
    }

    /** About 330 bytes, no two alike. */
    private ObjectNode answers(String mark) {
        var data = Json.object();
        data.put("survey_date", "2026-02-18").put("visit_result", "absent").put("region", "NI");
        data.put("district", "NI01").put("village", "NI01009").put("household_number", "119");
        data.put("household_id", "NI01009-119");
        data.putObject("position")
                .put("latitude", 14.790274)
                .put("longitude", -16.72166)
                .put("altitude", 31)
                .put("accuracy", 4.2);
        data.put("remarks", "Back on Friday, say the neighbours. %s %s".formatted(mark, key()));
        return data;
    }

    private String key() {
        return Long.toString(world.random().nextLong(1L << 40), Character.MAX_RADIX);
    }

    private void commit(int count) {
        var like = likeSample();
        var all = new ArrayList<Mutation>(count);
        for (int i = 0; i < count; i++) {
            var now = world.clock().instant();
            var payload = like.deepCopy();
            var data = answers("made");
            payload.set("data", data);
            payload.put("sha256", Json.canonicalHash(data).hex());
            payload.put("created_at", now.toString()).put("updated_at", now.toString());
            all.add(
                    new Mutation.SaveEntity(
                            world.ids().next(),
                            now,
                            EntityType.SUBMISSIONS,
                            world.ids().next(),
                            payload,
                            world.ids().next()));
        }
        app.profile().writes().commit(all);
    }

    private ObjectNode likeSample() {
        if (sample == null) {
            capture();
        }
        var id = sampleId();
        return app.profile()
                .database()
                .read(tx -> app.profile().tables().submissions().find(tx, id).orElseThrow())
                .payload();
    }

    private UUID sampleId() {
        var profile = app.profile();
        var user = app.enrolment().orElseThrow().user();
        var made = java.util.Objects.requireNonNull(sample);
        return profile.database()
                .read(
                        tx ->
                                profile.tables()
                                        .idMap()
                                        .aliasOf(tx, user, EntityType.SUBMISSIONS, made));
    }

    private void fill(int count) {
        for (int done = 0; done < count; done += TOGETHER) {
            commit(Math.min(TOGETHER, count - done));
        }
    }

    /** Changes the answers of so many submissions the hub has. */
    private void change(int count) {
        var profile = app.profile();
        var rows =
                profile.database().read(tx -> profile.tables().submissions().list(tx, null, count));
        var all = new ArrayList<Mutation>();
        rows.forEach(row -> all.add(edited(row.id(), answers("changed"))));
        for (int from = 0; from < all.size(); from += TOGETHER) {
            profile.writes().commit(all.subList(from, Math.min(all.size(), from + TOGETHER)));
        }
    }

    private Mutation edited(UUID id, ObjectNode data) {
        return new Mutation.EditSubmission(
                world.ids().next(), world.clock().instant(), id, data, world.ids().next());
    }

    /** Waits until what goes on by itself, the search index, is done. */
    private void settle() {
        var search = new SubmissionSearch();
        var database = app.profile().database();
        while (database.read(search::behind) > 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private ObjectNode sync() {
        long begun = System.nanoTime();
        var sync = app.sync().orElseThrow(() -> new CommandFailed("not enrolled"));
        sync.openStartupGate();
        var report = sync.syncNow().join();
        var answer = Json.object().put("millis", (System.nanoTime() - begun) / 1e6);
        answer.put("outcome", report.outcome().name());
        answer.put("accepted", report.push().accepted()).put("applied", report.pull().applied());
        var errors = answer.putArray("errors");
        report.errors().forEach(error -> errors.add(error.toString()));
        return answer;
    }

    /** Edits the sample and syncs. */
    private ObjectNode edit(String mark) {
        likeSample();
        var id = sampleId();
        app.profile().writes().commit(edited(id, answers(mark)));
        return sync().put("id", id.toString());
    }

    /** Whether a submission is here and says {@code mark}. */
    private ObjectNode sees(ObjectNode order) {
        var profile = app.profile();
        var id = UUID.fromString(order.path("id").asText());
        var row = profile.database().read(tx -> profile.tables().submissions().find(tx, id));
        var remarks = row.map(r -> r.payload().path("data").path("remarks").asText()).orElse("");
        return Json.object().put("sees", remarks.contains(order.path("mark").asText()));
    }

    private ObjectNode state() {
        var profile = app.profile();
        var answer = heap.tell();
        answer.put("rows", profile.database().read(profile.tables().submissions()::count));
        answer.put("cpuMillis", cpuMillis());
        return answer;
    }

    static long cpuMillis() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    @Override
    public void close() {
        heap.close();
        app.close();
    }

    /** For the figures of more than one list. */
    static List<Double> millis(ObjectNode answer) {
        var all = new ArrayList<Double>();
        answer.path("millis").forEach(value -> all.add(value.asDouble()));
        return all;
    }
}
