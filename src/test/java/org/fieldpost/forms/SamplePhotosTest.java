package org.fieldpost.forms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.fieldpost.testing.ExifSegment;
import org.fieldpost.testing.SamplePhotoFile;
import org.fieldpost.testing.SamplePhotos;
import org.fieldpost.testing.SamplePhotos.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** metadata-extractor, a reader by others, finds in our photos what was written. */
class SamplePhotosTest {
    private static final double DEGREES_ERROR = 1e-6;
    private static final int FILE_BYTES_MAX = 200 * 1024;
    private static final int ALL_BYTES_MAX = 3 * 1024 * 1024;

    static Iterable<SamplePhotoFile> files() {
        return SamplePhotoFile.all();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_committed_photo_says_when_where_and_which_way_up(SamplePhotoFile file) throws Exception {
        var jpeg = FormFolder.bytes(FormFolder.FORMS.resolve(file.path()));
        assertTrue(jpeg.length <= FILE_BYTES_MAX, jpeg.length + " bytes");
        check(read(jpeg), file.takenAt(), file.latitude(), file.longitude(), file.orientation());
        var image = ImageIO.read(new ByteArrayInputStream(jpeg));
        assertEquals(1600, image.getWidth());
        assertEquals(1200, image.getHeight());
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_photo_was_taken_where_and_when_its_submission_was_made(SamplePhotoFile file) {
        var form = FormFolder.of(file.form());
        var owner =
                form.samples().values().stream()
                        .filter(s -> s.path("photos").toString().contains(file.name() + ".jpg"))
                        .findFirst()
                        .orElseThrow();
        var data = owner.path("data");
        var place = data.path(data.has("position") ? "position" : "centre");
        assertEquals(place.path("latitude").asDouble(), file.latitude(), 0.001);
        assertEquals(place.path("longitude").asDouble(), file.longitude(), 0.001);
        var recorded = OffsetDateTime.parse(owner.path("recordedAt").asText()).toInstant();
        var before = Duration.between(file.takenAt(), recorded);
        assertTrue(
                before.isPositive() && before.compareTo(Duration.ofHours(1)) < 0, before::toString);
    }

    @Test
    void all_orientations_occur_and_all_photos_together_stay_small() throws Exception {
        var orientations = new TreeSet<Integer>();
        long bytes = 0;
        for (var file : SamplePhotoFile.all()) {
            orientations.add(file.orientation());
            bytes += FormFolder.bytes(FormFolder.FORMS.resolve(file.path())).length;
        }
        assertEquals(new TreeSet<>(Arrays.asList(1, 3, 6, 8)), orientations);
        assertTrue(bytes < ALL_BYTES_MAX, bytes + " bytes");
    }

    @Test
    void the_committed_photos_carry_the_generators_exif_byte_for_byte() {
        var file = SamplePhotoFile.all().getFirst();
        var committed = FormFolder.bytes(FormFolder.FORMS.resolve(file.path()));
        var drawn = file.jpeg();
        int end = 4 + ((drawn[4] & 255) << 8) + (drawn[5] & 255);
        assertArrayEquals(Arrays.copyOf(drawn, end), Arrays.copyOf(committed, end));
    }

    @ParameterizedTest
    @EnumSource(Subject.class)
    void every_subject_is_drawn_the_same_each_time(Subject subject) {
        assertArrayEquals(small(subject, 1, 7), small(subject, 1, 7));
        assertTrue(!Arrays.equals(small(subject, 1, 7), small(subject, 1, 8)), "seed ignored");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 8})
    void a_photo_turned_by_its_orientation_shows_the_sky_above_the_ground(int orientation)
            throws Exception {
        var image =
                ImageIO.read(new ByteArrayInputStream(small(Subject.LANDSCAPE, orientation, 3)));
        boolean sideways = orientation == 6 || orientation == 8;
        assertEquals(sideways ? 120 : 160, image.getWidth());
        int across = image.getWidth() / 2;
        int down = image.getHeight() / 2;
        int sky =
                switch (orientation) {
                    case 1 -> image.getRGB(across, 4);
                    case 3 -> image.getRGB(across, image.getHeight() - 5);
                    case 6 -> image.getRGB(4, down);
                    default -> image.getRGB(image.getWidth() - 5, down);
                };
        assertTrue((sky & 255) > (sky >> 16 & 255), "the sky is blue: " + Integer.toHexString(sky));
    }

    @Test
    void an_orientation_no_camera_writes_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> small(Subject.WELL, 2, 1));
    }

    @Test
    void any_place_and_time_comes_back_as_it_was_written() throws Exception {
        var jpeg = small(Subject.HOUSE, 1, 1);
        var random = new SplittableRandom(20260101);
        for (int round = 0; round < 500; round++) {
            var takenAt = Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L));
            double latitude = random.nextDouble(-90, 90);
            double longitude = random.nextDouble(-180, 180);
            double altitude = random.nextDouble(-400, 8000);
            var offset = ZoneOffset.ofHoursMinutes(random.nextInt(-11, 13), 0);
            var exif =
                    new ExifSegment(
                            160, 120, 1, takenAt, offset, latitude, longitude, altitude, "M", "Odd",
                            "Any");
            var metadata = read(exif.into(jpeg));
            // the photo's own segment follows the new one: the first wins
            check(metadata, takenAt, latitude, longitude, 1);
            var gps = metadata.getFirstDirectoryOfType(GpsDirectory.class);
            double read = gps.getDouble(GpsDirectory.TAG_ALTITUDE);
            assertEquals(Math.abs(altitude), read, 0.01, "round " + round);
            assertEquals(altitude < 0 ? 1 : 0, gps.getInt(GpsDirectory.TAG_ALTITUDE_REF));
        }
    }

    private static byte[] small(Subject subject, int orientation, long seed) {
        return SamplePhotos.jpeg(subject, 160, 120, orientation, Instant.EPOCH, 14.5, -15.25, seed);
    }

    private static Metadata read(byte[] jpeg) throws Exception {
        return JpegMetadataReader.readMetadata(new ByteArrayInputStream(jpeg));
    }

    private static void check(
            Metadata metadata, Instant takenAt, double latitude, double longitude, int orientation)
            throws Exception {
        var exif = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
        assertEquals(takenAt, exif.getDateOriginal().toInstant());
        var gps = metadata.getFirstDirectoryOfType(GpsDirectory.class);
        assertEquals(latitude, gps.getGeoLocation().getLatitude(), DEGREES_ERROR);
        assertEquals(longitude, gps.getGeoLocation().getLongitude(), DEGREES_ERROR);
        assertEquals(takenAt, gps.getGpsDate().toInstant());
        var image = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        assertEquals(orientation, image.getInt(ExifIFD0Directory.TAG_ORIENTATION));
        assertNotNull(image.getString(ExifIFD0Directory.TAG_MAKE));
        assertNotNull(image.getString(ExifIFD0Directory.TAG_MODEL));
        assertNotNull(image.getString(ExifIFD0Directory.TAG_IMAGE_DESCRIPTION));
        for (var directory : metadata.getDirectories()) {
            assertTrue(!directory.hasErrors(), () -> directory.getErrors().toString());
        }
    }
}
