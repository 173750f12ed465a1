package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.testing.MovableClock;
import org.fieldpost.vault.PassphraseHolder;

/** Profiles on disk for tests, opened and opened again. */
final class Profiles {
    final MovableClock clock = new MovableClock();
    final Path folder;
    private final Random random = new Random(5);
    final UuidV7 ids = new UuidV7(clock, random);

    Profiles(Path folder) {
        this.folder = folder.resolve("profile");
    }

    ProfileSettings plain() {
        return ProfileSettings.of(folder, null, random, clock, ids);
    }

    ProfileSettings sealed(String passphrase) {
        return ProfileSettings.of(
                folder, new PassphraseHolder(passphrase, random), random, clock, ids);
    }

    ProfileSettings cut(FailPoint failPoint) {
        return new ProfileSettings(folder, null, random, clock, ids, failPoint);
    }

    Profile create() {
        var profile = Profile.create(plain());
        profile.writes().commit(new Mutation.Enrol(ids.next(), now(), Device.enrolment()));
        return profile;
    }

    Profile open() {
        return Profile.open(plain());
    }

    java.time.Instant now() {
        return clock.move(Duration.ofSeconds(1));
    }

    Draft draft(String note) {
        return new Draft(
                ids.next(),
                ids.next(),
                Device.WATER,
                Json.object().put("note", note),
                null,
                null,
                Json.object(),
                note,
                now(),
                now());
    }

    Mutation save(Draft draft) {
        return new Mutation.SaveDraft(ids.next(), now(), draft);
    }

    /** A submission's mutation. */
    Mutation submit(UUID id, String name) {
        return new Mutation.SaveEntity(
                ids.next(), now(), EntityType.SUBMISSIONS, id, payload(name), ids.next());
    }

    ObjectNode payload(String name) {
        var data = Json.object().put("name", name);
        var payload = Json.object();
        payload.put("form_id", new UUID(8, 8).toString());
        payload.put("form_code", "water_point").put("form_version", "1");
        payload.set("data", data);
        payload.put("sha256", Json.canonicalHash(data).hex());
        payload.put("device_id", Device.LAPTOP.toString()).put("status", "pending");
        return payload.put("created_at", now().toString());
    }

    static long submissions(Profile profile) {
        return profile.database().read(tx -> profile.tables().submissions().count(tx));
    }

    static OutboxCounts counts(Profile profile) {
        return profile.database().read(profile.tables().outbox()::counts);
    }
}
