package org.fieldpost.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.fieldpost.media.PhotoFacts.TimeSource;
import org.junit.jupiter.api.Test;

class ExifReaderTest {
    private static final ZoneId DAKAR = ZoneId.of("Africa/Dakar");
    private static final ZoneId NAIROBI = ZoneId.of("Africa/Nairobi");

    private static byte[] bare() {
        return Pictures.encoded(Pictures.corners(400, 300), "jpg");
    }

    private static byte[] replaced(byte[] photo, String from, String to) {
        var text = new String(photo, StandardCharsets.ISO_8859_1);
        if (!text.contains(from)) {
            throw new IllegalArgumentException(from + " is not there");
        }
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_photo_says_when_where_and_how_it_was_held() {
        var facts = ExifReader.read(Pictures.photo(6), NAIROBI);
        assertEquals(Pictures.TAKEN, facts.takenAt());
        assertEquals(TimeSource.OFFSET, facts.timeSource());
        assertEquals(Orientation.TURN_RIGHT, facts.orientation());
        assertEquals(300, facts.header().width());
        assertEquals(400, facts.uprightWidth());
        assertEquals(300, facts.uprightHeight());
        var position = Objects.requireNonNull(facts.position());
        assertEquals(Pictures.LATITUDE, position.latitude(), 1e-6);
        assertEquals(Pictures.LONGITUDE, position.longitude(), 1e-6);
        assertEquals(19.0, Objects.requireNonNull(position.altitude()), 0.01);
        assertEquals("Fieldpost", facts.cameraMake());
        assertNotNull(facts.cameraModel());
    }

    @Test
    void the_cameras_own_offset_counts_before_the_profiles_zone() {
        var photo = Pictures.exif(1, ZoneOffset.ofHours(5), 1, 0).into(bare());
        var facts = ExifReader.read(photo, DAKAR);
        assertEquals(Pictures.TAKEN, facts.takenAt());
        assertEquals(TimeSource.OFFSET, facts.timeSource());
    }

    @Test
    void without_an_offset_the_clock_is_taken_to_stand_in_the_profiles_zone() {
        var photo = replaced(Pictures.photo(1), "+00:00", "      ");
        var facts = ExifReader.read(photo, NAIROBI);
        assertEquals(Instant.parse("2026-03-04T06:08:07Z"), facts.takenAt());
        assertEquals(TimeSource.PROFILE_ZONE, facts.timeSource());
    }

    @Test
    void without_a_set_clock_the_satellites_time_counts() {
        var photo = replaced(Pictures.photo(1), "2026:03:04 09:08:07", "0000:00:00 00:00:00");
        var facts = ExifReader.read(photo, NAIROBI);
        assertEquals(Pictures.TAKEN, facts.takenAt());
        assertEquals(TimeSource.GPS, facts.timeSource());
    }

    @Test
    void south_and_below_the_sea_are_negative_and_zeros_are_no_place() {
        var dead = Pictures.exif(1, ZoneOffset.UTC, -33.5, -430.5).into(bare());
        var position = Objects.requireNonNull(ExifReader.read(dead, DAKAR).position());
        assertEquals(-33.5, position.latitude(), 1e-6);
        assertEquals(-430.5, Objects.requireNonNull(position.altitude()), 0.01);
        var beyond = Pictures.exif(1, ZoneOffset.UTC, 95, 0).into(bare());
        assertNull(ExifReader.read(beyond, DAKAR).position());
    }

    @Test
    void all_eight_orientations_are_read_and_others_are_upright() {
        for (int number = 1; number <= 8; number++) {
            var photo = Pictures.exif(number, ZoneOffset.UTC, 1, 0).into(bare());
            assertEquals(
                    List.of(Orientation.values()).get(number - 1),
                    ExifReader.read(photo, DAKAR).orientation());
        }
        var odd = Pictures.exif(99, ZoneOffset.UTC, 1, 0).into(bare());
        assertEquals(Orientation.UPRIGHT, ExifReader.read(odd, DAKAR).orientation());
    }

    @Test
    void a_photo_without_exif_and_a_file_that_is_no_photo_say_nothing() {
        assertEquals(
                PhotoFacts.unknown(new ImageHeader(ContentType.JPEG, 400, 300)),
                ExifReader.read(bare(), DAKAR));
        assertEquals(
                PhotoFacts.unknown(new ImageHeader(ContentType.PDF, 0, 0)),
                ExifReader.read("%PDF-1.7 x".getBytes(StandardCharsets.US_ASCII), DAKAR));
        assertNull(ExifReader.read(new byte[0], DAKAR).takenAt());
    }

    @Test
    void the_exif_of_png_webp_and_heic_is_found_too() {
        var exif = Pictures.exif(6, ZoneOffset.ofHours(1), 12.5, 30).bytes();
        var marked = Arrays.copyOfRange(exif, 4, exif.length);
        var block = Arrays.copyOfRange(exif, 10, exif.length);
        for (var photo :
                new byte[][] {
                    joined(
                            "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\0\7\0\0\0\5xxxxxxxxx",
                            "xxxxeXIf",
                            block),
                    joined("RIFFxxxxWEBPVP8X" + "x".repeat(30), "EXIFxxxx", block),
                    joined("RIFFxxxxWEBPVP8X" + "x".repeat(30), "EXIFxxxx", marked),
                    joined("\0\0\0\u0018ftypheic" + "x".repeat(100), "\0\0\0\u0006", marked)
                }) {
            var facts = ExifReader.read(photo, DAKAR);
            assertEquals(Pictures.TAKEN, facts.takenAt(), facts.header().toString());
            assertEquals(Orientation.TURN_RIGHT, facts.orientation());
            assertEquals(12.5, Objects.requireNonNull(facts.position()).latitude(), 1e-6);
        }
    }

    private static byte[] joined(String start, String mark, byte[] end) {
        var text = start + mark + new String(end, StandardCharsets.ISO_8859_1) + "xxxx";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_photo_cut_at_any_length_gives_facts_or_none() {
        var photo = Pictures.photo(6);
        for (int length = 0; length < photo.length; length += length < 1_500 ? 1 : 37) {
            var facts = ExifReader.read(Arrays.copyOf(photo, length), DAKAR);
            assertNotNull(facts.orientation(), "cut at " + length);
        }
    }

    @Test
    void changed_bytes_give_facts_or_none_and_take_no_time() {
        var photo = Arrays.copyOf(Pictures.photo(1), 4_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> {
                    for (long seed = 0; seed < 4_000; seed++) {
                        var random = new Random(seed);
                        var changed = photo.clone();
                        for (int n = 1 + random.nextInt(8); n > 0; n--) {
                            changed[random.nextInt(seed % 2 == 0 ? 700 : changed.length)] =
                                    (byte) random.nextInt(256);
                        }
                        ExifReader.read(changed, DAKAR);
                    }
                });
    }

    @Test
    void an_exif_block_changed_anywhere_gives_facts_or_none() {
        var block = Arrays.copyOfRange(Pictures.exif(6, ZoneOffset.UTC, 1, 0).bytes(), 10, 700);
        for (long seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            var changed = joined("RIFFxxxxWEBPVP8X" + "x".repeat(30), "EXIFxxxx", block);
            for (int n = 1 + random.nextInt(6); n > 0; n--) {
                changed[60 + random.nextInt(changed.length - 60)] = (byte) random.nextInt(256);
            }
            ExifReader.read(changed, DAKAR);
        }
    }

    @Test
    void other_kinds_of_pictures_with_rubbish_inside_give_none() {
        var starts =
                new String[] {
                    "\u0089PNG\r\n\u001a\n",
                    "GIF89a",
                    "RIFFxxxxWEBPVP8X",
                    "II*\0",
                    "MM\0*",
                    "\0\0\0\u0018ftypheic",
                    "\0\0\0\u0018ftypavif"
                };
        for (long seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            var bytes = new byte[20 + random.nextInt(2_000)];
            random.nextBytes(bytes);
            var start = starts[random.nextInt(starts.length)].getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(start, 0, bytes, 0, start.length);
            ExifReader.read(bytes, DAKAR);
        }
    }
}
