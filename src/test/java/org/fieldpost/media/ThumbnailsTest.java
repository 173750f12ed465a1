package org.fieldpost.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import javax.imageio.ImageIO;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.media.Preview.None;
import org.fieldpost.media.Preview.Picture;
import org.fieldpost.media.Preview.Reason;
import org.fieldpost.vault.Aead;
import org.fieldpost.vault.Seal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailsTest {
    /** On a machine with much else to do; what a bomb really holds takes longer, or more memory than there is. */
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final Seal SEAL =
            new Aead(new SecretKeySpec(new byte[32], "AES"), new SecureRandom());

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private MediaFolder media;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Thumbnails thumbnails;

    @BeforeEach
    void open() {
        media = MediaFolder.open(folder.resolve("media"), SEAL, FailPoint.NONE);
        thumbnails = new Thumbnails(folder.resolve("thumbnails"), SEAL, media);
    }

    private static BufferedImage picture(Preview preview) throws IOException {
        var jpeg = assertInstanceOf(Picture.class, preview).jpeg();
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static void none(Reason reason, Preview preview) {
        assertEquals(new None(reason), preview);
    }

    private static Color near(BufferedImage image, double x, double y) {
        var color =
                new Color(
                        image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight())));
        for (var known : new Color[] {Color.RED, Color.GREEN, Color.BLUE, Color.BLACK}) {
            if (Math.abs(known.getRed() - color.getRed()) < 60
                    && Math.abs(known.getGreen() - color.getGreen()) < 60
                    && Math.abs(known.getBlue() - color.getBlue()) < 60) {
                return known;
            }
        }
        return color;
    }

    @Test
    void a_photo_is_shown_small_and_kept_sealed() throws IOException {
        var sha256 = media.store(new ByteArrayInputStream(Pictures.photo(1)), 1 << 20).sha256();
        var first = assertInstanceOf(Picture.class, thumbnails.of(sha256));
        var image = picture(first);
        assertEquals(320, image.getWidth());
        assertEquals(240, image.getHeight());
        var file = folder.resolve("thumbnails").resolve(sha256.hex());
        assertFalse(ContentType.of(Files.readAllBytes(file)) == ContentType.JPEG, "not sealed");
        media.delete(sha256);
        assertArrayEquals(first.jpeg(), picture2(thumbnails.of(sha256)));
        thumbnails.forget(sha256);
        none(Reason.MISSING, thumbnails.of(sha256));
    }

    private static byte[] picture2(Preview preview) {
        return assertInstanceOf(Picture.class, preview).jpeg();
    }

    @Test
    void a_damaged_thumbnail_is_made_anew() throws IOException {
        var sha256 = media.store(new ByteArrayInputStream(Pictures.photo(1)), 1 << 20).sha256();
        thumbnails.of(sha256);
        var file = folder.resolve("thumbnails").resolve(sha256.hex());
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
        assertEquals(320, picture(thumbnails.of(sha256)).getWidth());
    }

    @Test
    void every_orientation_comes_out_upright() throws IOException {
        // Where the stored picture's red, green and blue quarters must be once upright.
        var expected =
                new String[] {"rgb.", "gr.b", ".bgr", "b.rg", "rbg.", "br.g", ".gbr", "g.rb"};
        for (int number = 1; number <= 8; number++) {
            var stored = Pictures.encoded(Pictures.corners(640, 480), "jpg");
            var photo = Pictures.exif(number, ZoneOffset.UTC, 1, 0).into(stored);
            var image = picture(Thumbnails.of(photo));
            boolean sideways = number > 4;
            assertEquals(sideways ? 240 : 320, image.getWidth(), "orientation " + number);
            var seen = new StringBuilder();
            for (double y : new double[] {0.25, 0.75}) {
                for (double x : new double[] {0.25, 0.75}) {
                    var color = near(image, x, y);
                    seen.append(
                            color.equals(Color.RED)
                                    ? 'r'
                                    : color.equals(Color.GREEN)
                                            ? 'g'
                                            : color.equals(Color.BLUE) ? 'b' : '.');
                }
            }
            assertEquals(expected[number - 1], seen.toString(), "orientation " + number);
        }
    }

    @Test
    void a_large_photo_is_decoded_at_a_fraction_and_a_small_one_not_enlarged() throws IOException {
        var large = Pictures.encoded(Pictures.corners(4000, 3000), "jpg");
        assertEquals(320, picture(Thumbnails.of(large)).getWidth());
        var small = Pictures.encoded(Pictures.corners(20, 10), "png");
        assertEquals(20, picture(Thumbnails.of(small)).getWidth());
        var line = Pictures.encoded(Pictures.corners(5000, 2), "png");
        assertEquals(320, picture(Thumbnails.of(line)).getWidth());
    }

    @Test
    void what_is_no_picture_is_told_as_such() {
        none(
                Reason.NOT_A_KNOWN_PICTURE,
                Thumbnails.of("%PDF-1.7".getBytes(StandardCharsets.US_ASCII)));
        none(Reason.NOT_A_KNOWN_PICTURE, Thumbnails.of(new byte[0]));
        none(Reason.MISSING, thumbnails.of(Sha256.of(new byte[0])));
    }

    @Test
    void a_bomb_is_refused_at_once() {
        assertTimeout(
                SOON,
                () -> none(Reason.TOO_LARGE, Thumbnails.of(Pictures.pngClaiming(50_000, 40_000))));
        assertTimeout(
                SOON,
                () -> none(Reason.UNREADABLE, Thumbnails.of(Pictures.pngClaiming(9_000, 9_000))));
    }

    @Test
    void a_damaged_photo_has_no_preview_and_harms_nothing() throws IOException {
        var sha256 = media.store(new ByteArrayInputStream(Pictures.photo(1)), 1 << 20).sha256();
        var hex = sha256.hex();
        var file = folder.resolve("media").resolve(hex.substring(0, 2)).resolve(hex.substring(2));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1000));
        none(Reason.UNREADABLE, thumbnails.of(sha256));
    }

    @Test
    void a_photo_cut_or_changed_anywhere_gives_a_picture_or_a_reason() {
        var photo = Pictures.encoded(Pictures.corners(60, 40), "jpg");
        for (int length = 0; length < photo.length; length++) {
            Thumbnails.of(Arrays.copyOf(photo, length));
        }
        for (var format : new String[] {"jpg", "png", "gif"}) {
            var good = Pictures.encoded(Pictures.corners(60, 40), format);
            for (long seed = 0; seed < 400; seed++) {
                var random = new Random(seed);
                var changed = good.clone();
                for (int n = 1 + random.nextInt(5); n > 0; n--) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                var preview = Thumbnails.of(changed);
                assertTrue(preview instanceof Picture || preview instanceof None, "seed " + seed);
            }
        }
    }
}
