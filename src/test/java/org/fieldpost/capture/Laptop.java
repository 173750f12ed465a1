package org.fieldpost.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormReading;
import org.fieldpost.form.MemoryChoiceLists;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.media.FreeSpace;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCounts;
import org.fieldpost.store.Profile;
import org.fieldpost.store.ProfileSettings;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;
import org.fieldpost.testing.MovableClock;
import org.fieldpost.testing.SamplePhotoFile;

/** A laptop with a profile, a form about wells and a camera. */
final class Laptop implements AutoCloseable {
    static final UserId AWA = new UserId(new UUID(1, 1));
    private static final String WELL =
            """
            {"code":"well","version":"1","name":{"en":"Well"},"formSpec":"1.0","defaultLanguage":"en",
             "instanceName":"${name}",
             "schema":{"type":"object","required":["name"],"properties":{
               "name":{"type":"string","title":"Name"},
               "works":{"type":"boolean","title":"Does it work?"},
               "depth":{"type":"integer","title":"Depth"},
               "photos":{"type":"array","title":"Photos","items":
                 {"type":"string","format":"uri-reference","contentMediaType":"image/jpeg"}}}},
             "logic":{"instanceName":"${name}",
               "fields":{"/properties/depth":{"relevant":"not(${works} = false())"}}}}
            """;
    private final MovableClock clock = new MovableClock();
    private final Random random = new Random(4);
    private final UuidV7 ids = new UuidV7(clock, random);
    private final Path folder;
    private final Executor saving = Executors.newVirtualThreadPerTaskExecutor();
    private Profile profile;
    private MediaFolder media;
    private CaptureService capture;

    Laptop(Path folder) {
        this.folder = folder;
        profile = Profile.create(settings());
        profile.writes().commit(new Mutation.Enrol(id(), now(), enrolment()));
        var form = (FormReading.Accepted) FormDocument.parse(Json.parse(WELL));
        profile.database().run(tx -> profile.tables().forms().install(tx, form.form(), now()));
        media = openMedia();
        capture = capture(new FreeSpace(folder, 0, 0));
    }

    private static Enrolment enrolment() {
        return new Enrolment(
                "http://localhost",
                "token",
                new DeviceId(new UUID(3, 3)),
                AWA,
                "Awa",
                new OrganizationId(new UUID(2, 2)),
                "Wells for all",
                List.of("field_worker"));
    }

    private ProfileSettings settings() {
        return ProfileSettings.of(folder.resolve("profile"), null, random, clock, ids);
    }

    private MediaFolder openMedia() {
        return MediaFolder.open(
                profile.mediaFolder(), profile.vault().seal("media"), FailPoint.NONE);
    }

    private CaptureService capture(FreeSpace space) {
        return new CaptureService(
                profile,
                media,
                space,
                new CaptureTools(
                        ids,
                        clock,
                        random,
                        saving,
                        ZoneOffset.UTC,
                        "0.1.0",
                        form -> new MemoryChoiceLists(Map.of())));
    }

    Profile profile() {
        return profile;
    }

    CaptureService capture() {
        return capture;
    }

    MediaFolder media() {
        return media;
    }

    Path folder() {
        return folder;
    }

    /** Opens the profile again without saying good-bye to any session. */
    void crash() {
        reopen(new FreeSpace(folder, 0, 0));
    }

    void reopen(FreeSpace space) {
        profile.close();
        profile = Profile.open(settings());
        media = openMedia();
        capture = capture(space);
    }

    void commit(Mutation mutation) {
        profile.writes().commit(mutation);
    }

    UUID id() {
        return ids.next();
    }

    Instant now() {
        return clock.move(Duration.ofSeconds(1));
    }

    /** The files of all photos as if they had been stored years ago. */
    void agePhotos() throws IOException {
        try (var files = Files.walk(profile.mediaFolder())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(
                        file, FileTime.from(clock.instant().minus(Duration.ofDays(400))));
            }
        }
    }

    long submissions() {
        return profile.database().read(profile.tables().submissions()::count);
    }

    OutboxCounts counts() {
        return profile.database().read(profile.tables().outbox()::counts);
    }

    /** A real photo with place and time. */
    byte[] photoBytes() {
        return SamplePhotoFile.all().getFirst().jpeg();
    }

    Path photo() throws IOException {
        var file = folder.resolve("photo.jpg");
        if (!Files.exists(file)) {
            Files.write(file, photoBytes());
        }
        return file;
    }

    @Override
    public void close() {
        profile.close();
    }
}
