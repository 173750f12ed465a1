package org.fieldpost.ui.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/** An image from the clipboard as the bytes of a PNG file (colour without transparency, 8 bits). */
final class PngBytes {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BYTES_PER_PIXEL = 4;

    private PngBytes() {}

    static byte[] of(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        var file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        var header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put(new byte[] {8, 2, 0, 0, 0});
        chunk(file, "IHDR", header.array());
        chunk(file, "IDAT", deflated(rows(image, width, height)));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static byte[] rows(Image image, int width, int height) {
        var pixels = new byte[width * height * BYTES_PER_PIXEL];
        image.getPixelReader()
                .getPixels(
                        0,
                        0,
                        width,
                        height,
                        PixelFormat.getByteBgraInstance(),
                        pixels,
                        0,
                        width * BYTES_PER_PIXEL);
        var rows = ByteBuffer.allocate(height * (1 + width * 3));
        for (int y = 0; y < height; y++) {
            rows.put((byte) 0);
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * BYTES_PER_PIXEL;
                rows.put(pixels[at + 2]).put(pixels[at + 1]).put(pixels[at]);
            }
        }
        return rows.array();
    }

    private static byte[] deflated(byte[] rows) {
        var packed = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(packed)) {
            deflater.write(rows);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String name, byte[] data) {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(type);
        crc.update(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(type);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
