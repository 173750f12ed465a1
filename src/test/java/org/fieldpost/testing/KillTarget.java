package org.fieldpost.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.store.Draft;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.Profile;
import org.fieldpost.store.ProfileSettings;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;

/**
 * A process to be killed: saves drafts and submissions in a profile for as long as it lives, and acknowledges each
 * on its standard output, one line in one write, after the save returned. {@code D <draft> <n>} and {@code S
 * <submission> <n>}.
 */
public final class KillTarget {
    private static final int DRAFTS = 3;
    private static final int EDITED_EVERY = 3;
    private static final int SHORTENED_EVERY = 400;
    private final UuidV7 ids;
    private final Profile profile;
    private final OutputStream out;

    private KillTarget(Path folder, OutputStream out) {
        var random = new SecureRandom();
        ids = new UuidV7(InstantSource.system(), random);
        this.out = out;
        profile = open(settings(folder, random, ids));
    }

    /** Settings of a plain profile in {@code folder}. */
    public static ProfileSettings settings(Path folder, SecureRandom random, UuidV7 ids) {
        return ProfileSettings.of(folder, null, random, InstantSource.system(), ids);
    }

    private Profile open(ProfileSettings settings) {
        if (Profile.exists(settings.folder())) {
            return Profile.open(settings);
        }
        var made = Profile.create(settings);
        made.writes().commit(new Mutation.Enrol(ids.next(), now(), enrolment()));
        return made;
    }

    private static Enrolment enrolment() {
        return new Enrolment(
                "http://localhost",
                "token",
                new DeviceId(new UUID(3, 3)),
                new UserId(new UUID(1, 1)),
                "Awa",
                new OrganizationId(new UUID(2, 2)),
                "Wells for all",
                List.of("field_worker"));
    }

    /** {@code KillTarget FOLDER FIRST}: counts up from FIRST and works until it is killed. */
    public static void main(String[] args) throws IOException {
        var target = new KillTarget(Path.of(args[0]), new FileOutputStream(FileDescriptor.out));
        target.say("READY", new UUID(0, 0), 0);
        for (int n = Integer.parseInt(args[1]); ; n++) {
            target.step(n);
        }
    }

    private void step(int n) throws IOException {
        if (n % EDITED_EVERY == 0) {
            submit(n);
        } else {
            draft(n);
        }
        if (n % SHORTENED_EVERY == 0) {
            profile.shorten();
        }
    }

    private void draft(int n) throws IOException {
        var id = new UUID(77, n % DRAFTS);
        var now = now();
        var draft =
                new Draft(
                        id,
                        new UUID(8, 8),
                        new FormRef("well", "1", Sha256.of(new byte[] {1})),
                        answers(n),
                        null,
                        null,
                        Json.object(),
                        "draft " + n,
                        now,
                        now);
        profile.writes().commit(new Mutation.SaveDraft(ids.next(), now, draft));
        say("D", id, n);
    }

    private void submit(int n) throws IOException {
        var id = ids.next();
        var now = now();
        var payload = Json.object();
        payload.put("form_id", new UUID(8, 8).toString());
        payload.put("form_code", "well").put("form_version", "1");
        payload.set("data", answers(n));
        payload.put("device_id", new UUID(3, 3).toString()).put("status", "pending");
        payload.put("created_at", now.toString());
        profile.writes()
                .commit(
                        new Mutation.SaveEntity(
                                ids.next(), now, EntityType.SUBMISSIONS, id, payload, ids.next()));
        say("S", id, n);
    }

    private static ObjectNode answers(int n) {
        return Json.object().put("n", n).put("note", "x".repeat(n % 500));
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }

    private void say(String what, UUID id, int n) throws IOException {
        out.write((what + " " + id + " " + n + "\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
