package org.fieldpost.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImageHeaderTest {
    private static final String TYPES =
            """
            ffd8ffe0            | JPEG
            89504e470d0a1a0a    | PNG
            474946383961        | GIF
            524946460000000057454250 | WEBP
            524946460000000057415645 | WAV
            524946460000000041564920 | UNKNOWN
            000000186674797068656963 | HEIC
            00000018667479706d696631 | HEIC
            000000186674797061766966 | AVIF
            00000018667479706d703432 | MP4
            00000018667479704d344120 | M4A
            000000146674797071742020 | QUICKTIME
            255044462d312e37    | PDF
            49443303            | MP3
            fffb9064            | MP3
            4f676753            | OGG
            2321414d520a        | AMR
            49492a00            | TIFF
            4d4d002a            | TIFF
            3c68746d6c3e        | UNKNOWN
            ff                  | UNKNOWN
            """;

    private static void is(ContentType type, int width, int height, byte[] bytes) {
        assertEquals(new ImageHeader(type, width, height), ImageHeader.of(bytes));
    }

    @Test
    void a_type_is_told_by_the_bytes() {
        TYPES.lines()
                .map(line -> line.split(" +\\| ", 2))
                .forEach(
                        row ->
                                assertEquals(
                                        ContentType.valueOf(row[1]),
                                        ContentType.of(HexFormat.of().parseHex(row[0])),
                                        row[0]));
        assertEquals(ContentType.UNKNOWN, ContentType.of(new byte[0]));
        assertEquals("image/jpeg", ContentType.JPEG.text());
    }

    @Test
    void sizes_are_read_without_decoding() {
        is(ContentType.JPEG, 400, 300, Pictures.photo(1));
        is(ContentType.JPEG, 300, 400, Pictures.photo(6));
        var image = new BufferedImage(123, 45, BufferedImage.TYPE_INT_RGB);
        is(ContentType.PNG, 123, 45, Pictures.encoded(image, "png"));
        is(ContentType.GIF, 123, 45, Pictures.encoded(image, "gif"));
    }

    @Test
    void webp_says_its_size_in_three_ways() {
        is(ContentType.WEBP, 4000, 3000, webp("VP8X", 24, 3999 | 2999L << 24));
        is(ContentType.WEBP, 100, 50, webp("VP8L", 21, 99 | 49L << 14));
        is(ContentType.WEBP, 640, 480, webp("VP8 ", 26, 640 | 480L << 16));
        is(ContentType.WEBP, 0, 0, webp("ALPH", 26, 1));
    }

    private static byte[] webp(String chunk, int at, long bits) {
        return ByteBuffer.allocate(40)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFFxxxxWEBP".getBytes(StandardCharsets.US_ASCII))
                .put(chunk.getBytes(StandardCharsets.US_ASCII))
                .putLong(at, bits)
                .array();
    }

    @Test
    void a_heic_is_as_large_as_its_largest_image() {
        var bytes = ByteBuffer.allocate(200).putInt(24);
        bytes.put("ftypheic".getBytes(StandardCharsets.US_ASCII));
        for (int[] size : new int[][] {{512, 512}, {4032, 3024}, {240, 180}}) {
            bytes.position(bytes.position() + 10);
            bytes.put("ispe".getBytes(StandardCharsets.US_ASCII)).putInt(0);
            bytes.putInt(size[0]).putInt(size[1]);
        }
        is(ContentType.HEIC, 4032, 3024, bytes.array());
    }

    @Test
    void a_bomb_is_not_decodable() {
        var bomb = ImageHeader.of(Pictures.pngClaiming(50_000, 50_000));
        assertEquals(50_000, bomb.width());
        assertFalse(bomb.decodable());
        assertFalse(ImageHeader.of(Pictures.pngClaiming(-1, 7)).decodable());
        assertTrue(ImageHeader.of(Pictures.pngClaiming(10_000, 10_000)).decodable());
        assertFalse(ImageHeader.of(Pictures.pngClaiming(10_000, 10_001)).decodable());
    }

    @Test
    void no_bytes_make_it_throw() {
        for (long seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            var starts = TYPES.lines().toList();
            var start =
                    HexFormat.of()
                            .parseHex(starts.get(random.nextInt(starts.size())).split(" ", 2)[0]);
            var bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            System.arraycopy(start, 0, bytes, 0, Math.min(start.length, bytes.length));
            var header = ImageHeader.of(bytes);
            assertTrue(header.width() >= 0 && header.height() >= 0, "seed " + seed);
        }
        var photo = Pictures.photo(1);
        for (int length = 0; length < 2_000; length++) {
            ImageHeader.of(Arrays.copyOf(photo, length));
        }
    }
}
