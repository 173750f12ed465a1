package org.fieldpost.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.fieldpost.capture.CaptureService;
import org.fieldpost.capture.FinaliseResult;
import org.fieldpost.capture.StartResult;
import org.fieldpost.cli.ProfileChoice;
import org.fieldpost.contract.EntityType;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormReading;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxCounts;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.Profile;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.submission.UserId;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubFailure;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.sync.SyncStatus;

/** A laptop as the program puts it together, in this process, with a clock of the test's; not encrypted. */
public final class FieldLaptop implements AutoCloseable {
    private static final int PAGE = 1_000;
    private final World world;
    private final ProfileChoice choice;
    private DeviceApp app;

    private FieldLaptop(Path folder, InstantSource clock) {
        var random = new SecureRandom();
        world = new World(clock, random, new UuidV7(clock, random));
        choice = new ProfileChoice(folder, null, true);
        app = DeviceApp.open(world, choice, true);
    }

    /** Opens the profile in {@code folder}, or makes it. */
    public static FieldLaptop open(Path folder, InstantSource clock) {
        return new FieldLaptop(folder, clock);
    }

    /** Joins a hub with a code. */
    public FieldLaptop enrol(URI hub, String code) {
        return switch (app.enrol(hub, code, "laptop")) {
            case HubAnswer.Success<Enrolment> joined -> this;
            case HubAnswer.Failed<Enrolment>(HubFailure failure) ->
                    throw new AssertionError(failure);
        };
    }

    /** Makes a new profile somebody's without a hub, with one form to fill; another start changes nothing. */
    public void joinedAndReady(ObjectNode form) {
        if (app.enrolment().isEmpty()) {
            var nobody = new UUID(1, 1);
            commit(
                    new Mutation.Enrol(
                            world.ids().next(),
                            world.clock().instant(),
                            new Enrolment(
                                    "http://localhost",
                                    "token",
                                    new DeviceId(nobody),
                                    new UserId(nobody),
                                    "Awa",
                                    new OrganizationId(nobody),
                                    "Wells for all",
                                    List.of("field_worker"))));
        }
        if (!(FormDocument.parse(form) instanceof FormReading.Accepted accepted)) {
            throw new IllegalArgumentException("no form");
        }
        profile()
                .database()
                .run(
                        tx ->
                                profile()
                                        .tables()
                                        .forms()
                                        .install(tx, accepted.form(), world.clock().instant()));
    }

    public CaptureService capture() {
        return app.capture();
    }

    public Enrolment enrolment() {
        return app.enrolment().orElseThrow();
    }

    /** Closes the program and starts it again. */
    public void restart() {
        app.close();
        app = DeviceApp.open(world, choice, false);
    }

    /** One sync that a person asks for, photos included. */
    public SyncReport sync() {
        var sync = app.sync().orElseThrow();
        sync.openStartupGate();
        return sync.syncNow().join();
    }

    /** What the screens say about sync. */
    public SyncStatus.State state() {
        return app.sync().orElseThrow().status().state();
    }

    /** Fills and finishes a form, as the window would; photos by the answer's path. */
    public FinaliseResult submit(String form, ObjectNode data, Map<String, List<Path>> photos) {
        return app.capture().submit(form, data, photos, Locale.ENGLISH);
    }

    /** As {@link #submit}, which must succeed. */
    public UUID submitted(String form, ObjectNode data, Map<String, List<Path>> photos) {
        return finalised(submit(form, data, photos));
    }

    /** Changes one answer of a finished submission, as the window would. */
    public void edit(UUID submission, String path, String answer) {
        var started = app.capture().edit(new SubmissionId(submission), Locale.ENGLISH);
        if (!(started instanceof StartResult.Started(var session))) {
            throw new AssertionError(started);
        }
        try (session) {
            session.form().set(AnswerPath.parse(path), TextNode.valueOf(answer));
            finalised(session.finalise());
        }
    }

    private static UUID finalised(FinaliseResult result) {
        if (result instanceof FinaliseResult.Finalised done) {
            return done.submission().value();
        }
        throw new AssertionError(result);
    }

    public void delete(UUID submission) {
        commit(
                new Mutation.DeleteSubmission(
                        world.ids().next(),
                        world.clock().instant(),
                        submission,
                        world.ids().next()));
    }

    /** A person decides a conflict. */
    public void decide(
            UUID conflict, String action, @org.jspecify.annotations.Nullable ObjectNode resolved) {
        commit(
                new Mutation.DecideConflict(
                        world.ids().next(),
                        world.clock().instant(),
                        conflict,
                        action,
                        resolved,
                        enrolment().user(),
                        "decided",
                        world.ids().next(),
                        world.ids().next()));
    }

    private void commit(Mutation mutation) {
        profile().writes().commit(mutation);
    }

    public Profile profile() {
        return app.profile();
    }

    public MediaFolder media() {
        return app.media();
    }

    public List<EntityRow> rows(EntityType type) {
        var all = new ArrayList<EntityRow>();
        List<EntityRow> page;
        do {
            var after = all.isEmpty() ? null : all.getLast().id();
            page =
                    profile()
                            .database()
                            .read(tx -> profile().tables().rows(type).list(tx, after, PAGE));
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    /** A row by any id it ever had. */
    public Optional<EntityRow> row(EntityType type, UUID id) {
        return profile()
                .database()
                .read(tx -> profile().tables().rows(type).find(tx, alias(tx, type, id)));
    }

    private UUID alias(org.fieldpost.db.ReadTx tx, EntityType type, UUID id) {
        return profile().tables().idMap().aliasOf(tx, enrolment().user(), type, id);
    }

    /** The answers of all submissions by their id: what two laptops must agree on. */
    public Map<UUID, JsonNode> answers() {
        var all = new TreeMap<UUID, JsonNode>();
        rows(EntityType.SUBMISSIONS).forEach(row -> all.put(row.id(), row.payload().path("data")));
        return all;
    }

    public OutboxCounts counts() {
        return profile().database().read(profile().tables().outbox()::counts);
    }

    public List<OutboxCommand> commands(OutboxStatus status) {
        return profile()
                .database()
                .read(tx -> profile().tables().outbox().list(tx, Set.of(status), 0, 1_000));
    }

    /** The "safe to leave" light. */
    public DeliveryLedger.Light light() {
        return profile().database().read(new DeliveryLedger()::light);
    }

    @Override
    public void close() {
        app.close();
    }
}
