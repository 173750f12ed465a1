package org.fieldpost.media;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the first bytes of a file say: its type, and the size of the picture without decoding it.
 *
 * @param type what it is
 * @param width pixels as stored, before any turning; 0 when unknown
 * @param height likewise
 */
public record ImageHeader(ContentType type, int width, int height) {
    /** More pixels are not decoded: 87 KB of PNG can claim 7.5 GB. */
    public static final long PIXELS_MAX = 100_000_000;

    private static final int PREFIX_BYTES = 256 * 1024;
    private static final int JPEG_BYTES_MAX = 16 * 1024 * 1024;
    private static final byte[] SPATIAL_EXTENTS = "ispe".getBytes(StandardCharsets.US_ASCII);

    /** Reads a header; nothing in the bytes makes this throw. The stream is read as far as needed, not closed. */
    public static ImageHeader of(InputStream stream) throws IOException {
        var prefix = stream.readNBytes(PREFIX_BYTES);
        var type =
                ContentType.of(
                        Arrays.copyOf(prefix, Math.min(prefix.length, ContentType.PREFIX_BYTES)));
        var bytes = ByteBuffer.wrap(prefix);
        try {
            return switch (type) {
                case JPEG -> jpeg(prefix, stream);
                case PNG -> sized(type, bytes.getInt(16), bytes.getInt(20));
                case GIF -> little(type, bytes, 6, 8);
                case WEBP -> webp(bytes.order(ByteOrder.LITTLE_ENDIAN));
                case HEIC, AVIF -> heif(type, bytes);
                case TIFF, PDF, MP3, WAV, OGG, AMR, M4A, MP4, QUICKTIME, UNKNOWN ->
                        new ImageHeader(type, 0, 0);
            };
        } catch (IndexOutOfBoundsException e) {
            return new ImageHeader(type, 0, 0);
        }
    }

    /** As {@link #of(InputStream)}. */
    public static ImageHeader of(byte[] bytes) {
        try {
            return of(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
    }

    /** Whether the picture is of a size we decode; an unknown size is not. */
    public boolean decodable() {
        return width > 0 && height > 0 && (long) width * height <= PIXELS_MAX;
    }

    private static ImageHeader sized(ContentType type, int width, int height) {
        return width > 0 && height > 0
                ? new ImageHeader(type, width, height)
                : new ImageHeader(type, 0, 0);
    }

    private static ImageHeader little(ContentType type, ByteBuffer bytes, int width, int height) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        return sized(type, bytes.getShort(width) & 0xffff, bytes.getShort(height) & 0xffff);
    }

    /** Walks the segments to the frame header (ITU-T T.81, B.1.1.3 and B.2.2). */
    private static ImageHeader jpeg(byte[] prefix, InputStream rest) throws IOException {
        var joined = new java.io.SequenceInputStream(new ByteArrayInputStream(prefix), rest);
        var in = new DataInputStream(joined);
        try {
            in.skipNBytes(2);
            for (long read = 0; read < JPEG_BYTES_MAX; ) {
                int marker = in.readUnsignedByte();
                read++;
                if (marker == 0xff || marker == 0) {
                    continue; // fill bytes between and before markers
                }
                int length = in.readUnsignedShort();
                if (frame(marker)) {
                    in.skipNBytes(1);
                    int height = in.readUnsignedShort();
                    return sized(ContentType.JPEG, in.readUnsignedShort(), height);
                }
                in.skipNBytes(Math.max(0, length - 2));
                read += length;
            }
        } catch (java.io.EOFException e) {
            // No frame header: a size nobody knows.
        }
        return new ImageHeader(ContentType.JPEG, 0, 0);
    }

    /** SOF0 to SOF15, without DHT, JPG and DAC, which share their range. */
    private static boolean frame(int marker) {
        return marker >= 0xc0
                && marker <= 0xcf
                && marker != 0xc4
                && marker != 0xc8
                && marker != 0xcc;
    }

    private static ImageHeader webp(ByteBuffer bytes) {
        var chunk = new byte[4];
        bytes.get(12, chunk);
        return switch (new String(chunk, StandardCharsets.ISO_8859_1)) {
            case "VP8X" ->
                    sized(
                            ContentType.WEBP,
                            1 + (bytes.getInt(24) & 0xffffff),
                            1 + (bytes.getInt(26) >>> 8));
            case "VP8L" -> {
                int bits = bytes.getInt(21);
                yield sized(ContentType.WEBP, 1 + (bits & 0x3fff), 1 + (bits >>> 14 & 0x3fff));
            }
            case "VP8 " ->
                    sized(
                            ContentType.WEBP,
                            bytes.getShort(26) & 0x3fff,
                            bytes.getShort(28) & 0x3fff);
            default -> new ImageHeader(ContentType.WEBP, 0, 0);
        };
    }

    /** The largest of the images in the file: others are thumbnails and tiles (ISO/IEC 23008-12, 6.5.3). */
    private static ImageHeader heif(ContentType type, ByteBuffer bytes) {
        var best = new ImageHeader(type, 0, 0);
        for (int i = 0; i + 16 <= bytes.limit(); i++) {
            if (bytes.get(i) == 'i' && bytes.slice(i, 4).equals(ByteBuffer.wrap(SPATIAL_EXTENTS))) {
                var next = sized(type, bytes.getInt(i + 8), bytes.getInt(i + 12));
                if ((long) next.width * next.height > (long) best.width * best.height) {
                    best = next;
                }
            }
        }
        return best;
    }
}
