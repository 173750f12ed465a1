package org.fieldpost.media;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.fieldpost.testing.ExifSegment;
import org.fieldpost.testing.SamplePhotos;
import org.fieldpost.testing.SamplePhotos.Subject;

/** Photos and hostile files for the tests of this package. */
final class Pictures {
    static final Instant TAKEN = Instant.parse("2026-03-04T09:08:07Z");
    static final double LATITUDE = 15.433183;
    static final double LONGITUDE = -16.166534;

    private Pictures() {}

    static byte[] photo(int orientation) {
        return SamplePhotos.jpeg(
                Subject.WELL, 400, 300, orientation, TAKEN, LATITUDE, LONGITUDE, 1);
    }

    static ExifSegment exif(int orientation, ZoneOffset offset, double latitude, double altitude) {
        return new ExifSegment(
                400,
                300,
                orientation,
                TAKEN,
                offset,
                latitude,
                LONGITUDE,
                altitude,
                "Make",
                "Model",
                "d");
    }

    /** Stored pixels: red above on the left, green above on the right, blue below on the left, black. */
    static BufferedImage corners(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height / 2);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(width / 2, 0, width - width / 2, height / 2);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, height / 2, width / 2, height - height / 2);
        graphics.dispose();
        return image;
    }

    static byte[] encoded(BufferedImage image, String format) {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("no encoder for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A PNG of a few bytes that claims a size, as bombs do. */
    static byte[] pngClaiming(int width, int height) {
        var header =
                ByteBuffer.allocate(17)
                        .put("IHDR".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        header.putInt(width).putInt(height).put(new byte[] {8, 6, 0, 0, 0});
        var crc = new CRC32();
        crc.update(header.array());
        return ByteBuffer.allocate(33 + 12)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put(header.array())
                .putInt((int) crc.getValue())
                .putInt(0)
                .put(new byte[] {'I', 'D', 'A', 'T', 0x35, (byte) 0xaf, 0x06, 0x1e})
                .array();
    }
}
