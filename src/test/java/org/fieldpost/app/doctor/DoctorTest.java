package org.fieldpost.app.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.fieldpost.cli.Examination;
import org.fieldpost.cli.Examination.Severity;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.media.FreeSpace;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.Profile;
import org.fieldpost.store.ProfileSettings;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.testing.SampleProfile;
import org.fieldpost.vault.PassphraseHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line cannot show cheaply: a full disk, an encrypted profile, a database cut to pieces. */
class DoctorTest {
    @TempDir private Path folder;

    private static Examination examine(Profile profile, long freeBytesMin) {
        return new Doctor(profile, new FreeSpace(profile.folder(), freeBytesMin, 0)).examine();
    }

    private static List<String> codes(Examination found, Severity severity) {
        return found.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(Examination.Finding::code)
                .toList();
    }

    @Test
    void a_disk_on_which_no_form_may_be_begun_is_told() {
        try (var sample = new SampleProfile(folder)) {
            var found = examine(sample.profile, Long.MAX_VALUE);
            assertTrue(found.isHealthy());
            assertEquals(List.of("FP-3651"), codes(found, Severity.WARNING));
            assertEquals(List.of(), codes(examine(sample.profile, 0), Severity.WARNING));
        }
    }

    @Test
    void samples_of_all_forms_their_photos_and_a_replaced_id_are_well() {
        try (var sample = new SampleProfile(folder).withForms()) {
            SubmissionId first = sample.submit("household_survey", "diallo");
            sample.submit("damage_assessment", "b-0102");
            sample.submit("water_point", "wp-0193");
            sample.accept(first);
            sample.draft("water_point", Json.object().put("wp_name", "half"), "half");
            var found = examine(sample.profile, 0);
            assertTrue(found.isHealthy(), found::toString);
            assertEquals(List.of(), codes(found, Severity.WARNING), found::toString);
            assertEquals(
                    List.of("FP-3644", "FP-3645"),
                    codes(found, Severity.NOTE),
                    "the laptop itself comes with the first sync; samples name records that are not here");
        }
    }

    @Test
    void a_photo_of_an_encrypted_profile_that_no_longer_decrypts_is_found() throws IOException {
        var random = new Random(5);
        var clock = InstantSource.system();
        var settings =
                ProfileSettings.of(
                        folder.resolve("sealed"),
                        new PassphraseHolder("open sesame", random),
                        random,
                        clock,
                        new UuidV7(clock, random));
        try (var profile = Profile.create(settings)) {
            var media =
                    MediaFolder.open(
                            profile.mediaFolder(), profile.vault().seal("media"), FailPoint.NONE);
            var stored = media.store(new ByteArrayInputStream(new byte[100_000]), Long.MAX_VALUE);
            var payload = Json.object().put("submission_id", settings.ids().next().toString());
            payload.put("key", stored.sha256().hex()).put("sha256", stored.sha256().hex());
            payload.put("size_bytes", stored.sizeBytes());
            profile.writes()
                    .commit(
                            new Mutation.SaveEntity(
                                    settings.ids().next(),
                                    clock.instant(),
                                    org.fieldpost.contract.EntityType.SUBMISSION_MEDIA,
                                    settings.ids().next(),
                                    payload,
                                    settings.ids().next()));
            assertTrue(examine(profile, 0).isHealthy(), () -> examine(profile, 0).toString());
            var hex = stored.sha256().hex();
            var file = profile.mediaFolder().resolve(hex.substring(0, 2)).resolve(hex.substring(2));
            var bytes = Files.readAllBytes(file);
            bytes[70_000] ^= 1;
            Files.write(file, bytes);
            assertEquals(List.of("FP-3623"), codes(examine(profile, 0), Severity.FAULT));
        }
    }

    /** Pages of the open file are overwritten: whatever the reader meets, the examination comes to its end. */
    @Test
    void a_database_that_stops_being_readable_does_not_stop_the_examination() throws IOException {
        try (var sample = new SampleProfile(folder).withForms()) {
            for (int i = 0; i < 30; i++) {
                sample.submit("water_point", "wp-0194");
            }
        }
        var random = new Random(5);
        var clock = InstantSource.system();
        var settings =
                ProfileSettings.of(
                        folder.resolve("profile"), null, random, clock, new UuidV7(clock, random));
        try (var profile = Profile.open(settings)) {
            var file = folder.resolve("profile/db/device.mv.db").toFile();
            try (var raw = new RandomAccessFile(file, "rw")) {
                long half = raw.length() / 2;
                raw.seek(8_192);
                raw.write(new byte[(int) half]);
            }
            var found = examine(profile, 0);
            assertFalse(found.isHealthy(), found::toString);
            assertEquals(8, found.checks().size());
            assertTrue(
                    codes(found, Severity.FAULT).contains("FP-3603")
                            || codes(found, Severity.FAULT).contains("FP-3600"),
                    found::toString);
        }
    }

    @Test
    void each_ailment_has_a_code_of_its_own_and_says_what_it_means_and_what_to_do() {
        var codes = new HashSet<String>();
        for (var ailment : Ailment.values()) {
            assertTrue(codes.add(ailment.code()), ailment.code());
            assertTrue(ailment.code().matches("FP-36\\d\\d"), ailment.code());
            assertTrue(ailment.meaning().endsWith("."), ailment.meaning());
            assertTrue(ailment.remedy().endsWith("."), ailment.remedy());
            assertFalse(ailment.what().endsWith("."), ailment.what());
        }
        assertEquals(Arrays.asList(Ailment.values()).size(), codes.size());
    }
}
