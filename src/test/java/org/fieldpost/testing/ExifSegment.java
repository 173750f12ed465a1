package org.fieldpost.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A JPEG's EXIF segment (APP1), written by hand after EXIF 2.32 and TIFF 6.0: big-endian, three directories (image,
 * EXIF, GPS).
 *
 * @param width pixels as stored, before {@code orientation} is applied
 * @param orientation TIFF orientation: 1 upright, 3 upside down, 6 turn right, 8 turn left
 * @param offset the camera clock's offset from UTC; the GPS stamps are UTC always
 * @param latitude degrees north
 * @param longitude degrees east
 * @param altitude metres above the sea, negative below it
 * @param description ASCII
 */
public record ExifSegment(
        int width,
        int height,
        int orientation,
        Instant takenAt,
        ZoneOffset offset,
        double latitude,
        double longitude,
        double altitude,
        String make,
        String model,
        String description) {
    private static final DateTimeFormatter EXIF_TIME =
            DateTimeFormatter.ofPattern("yyyy:MM:dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter GPS_DATE =
            DateTimeFormatter.ofPattern("yyyy:MM:dd", Locale.ROOT);
    private static final byte[] EXIF_HEADER = {'E', 'x', 'i', 'f', 0, 0};
    private static final int TIFF_HEADER_BYTES = 8;
    private static final int SECOND_PARTS = 10_000;

    /** The jpeg with this segment right after its start marker. */
    public byte[] into(byte[] jpeg) {
        var segment = bytes();
        return ByteBuffer.allocate(jpeg.length + segment.length)
                .put(jpeg, 0, 2)
                .put(segment)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** The segment, marker and length included. */
    public byte[] bytes() {
        var exif = exifDirectory();
        var gps = gpsDirectory();
        var image = imageDirectory(0, 0);
        int exifAt = TIFF_HEADER_BYTES + image.sizeBytes();
        int gpsAt = exifAt + exif.sizeBytes();
        int tiffBytes = gpsAt + gps.sizeBytes();
        var segment = ByteBuffer.allocate(4 + EXIF_HEADER.length + tiffBytes);
        segment.putShort((short) 0xFFE1).putShort((short) (2 + EXIF_HEADER.length + tiffBytes));
        segment.put(EXIF_HEADER);
        segment.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(TIFF_HEADER_BYTES);
        imageDirectory(exifAt, gpsAt).write(segment, TIFF_HEADER_BYTES);
        exif.write(segment, exifAt);
        gps.write(segment, gpsAt);
        return segment.array();
    }

    private Directory imageDirectory(int exifAt, int gpsAt) {
        return new Directory()
                .ascii(0x010E, description)
                .ascii(0x010F, make)
                .ascii(0x0110, model)
                .shortValue(0x0112, orientation)
                .rationals(0x011A, 1, 72)
                .rationals(0x011B, 1, 72)
                .shortValue(0x0128, 2)
                .ascii(0x0132, EXIF_TIME.format(takenAt.atOffset(offset)))
                .longValue(0x8769, exifAt)
                .longValue(0x8825, gpsAt);
    }

    private Directory exifDirectory() {
        var local = EXIF_TIME.format(takenAt.atOffset(offset));
        var zone = offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
        return new Directory()
                .undefined(0x9000, "0232")
                .ascii(0x9003, local)
                .ascii(0x9004, local)
                .ascii(0x9010, zone)
                .ascii(0x9011, zone)
                .ascii(0x9012, zone)
                .shortValue(0xA001, 1)
                .longValue(0xA002, width)
                .longValue(0xA003, height);
    }

    private Directory gpsDirectory() {
        ZonedDateTime utc = takenAt.atZone(ZoneOffset.UTC);
        return new Directory()
                .bytes(0x0000, 2, 3, 0, 0)
                .ascii(0x0001, latitude < 0 ? "S" : "N")
                .rationals(0x0002, SECOND_PARTS, degrees(latitude))
                .ascii(0x0003, longitude < 0 ? "W" : "E")
                .rationals(0x0004, SECOND_PARTS, degrees(longitude))
                .bytes(0x0005, altitude < 0 ? 1 : 0)
                .rationals(0x0006, 100, Math.round(Math.abs(altitude) * 100))
                .rationals(0x0007, 1, utc.getHour(), utc.getMinute(), utc.getSecond())
                .ascii(0x0012, "WGS-84")
                .ascii(0x001D, GPS_DATE.format(utc));
    }

    /** Degrees, minutes and seconds, each in parts of {@link #SECOND_PARTS}. */
    private static long[] degrees(double angle) {
        long parts = Math.round(Math.abs(angle) * 3600 * SECOND_PARTS);
        long perMinute = 60L * SECOND_PARTS;
        return new long[] {
            parts / (60 * perMinute) * SECOND_PARTS,
            parts / perMinute % 60 * SECOND_PARTS,
            parts % perMinute
        };
    }

    /** One image file directory: entries in the order of their tags, then the values too long for an entry. */
    private static final class Directory {
        private final List<Entry> entries = new ArrayList<>();

        Directory ascii(int tag, String text) {
            var value = (text + "\0").getBytes(StandardCharsets.US_ASCII);
            return add(tag, 2, value.length, value);
        }

        Directory undefined(int tag, String text) {
            var value = text.getBytes(StandardCharsets.US_ASCII);
            return add(tag, 7, value.length, value);
        }

        Directory bytes(int tag, int... values) {
            var value = new byte[values.length];
            for (int i = 0; i < values.length; i++) {
                value[i] = (byte) values[i];
            }
            return add(tag, 1, values.length, value);
        }

        Directory shortValue(int tag, int value) {
            return add(tag, 3, 1, ByteBuffer.allocate(2).putShort((short) value).array());
        }

        Directory longValue(int tag, int value) {
            return add(tag, 4, 1, ByteBuffer.allocate(4).putInt(value).array());
        }

        Directory rationals(int tag, int denominator, long... numerators) {
            var value = ByteBuffer.allocate(8 * numerators.length);
            for (long numerator : numerators) {
                value.putInt(Math.toIntExact(numerator)).putInt(denominator);
            }
            return add(tag, 5, numerators.length, value.array());
        }

        private Directory add(int tag, int type, int count, byte[] value) {
            entries.add(new Entry(tag, type, count, value));
            return this;
        }

        int sizeBytes() {
            return 2 + 12 * entries.size() + 4 + entries.stream().mapToInt(Entry::longBytes).sum();
        }

        void write(ByteBuffer out, int at) {
            int valueAt = at + 2 + 12 * entries.size() + 4;
            out.putShort((short) entries.size());
            for (var entry : entries) {
                out.putShort((short) entry.tag).putShort((short) entry.type).putInt(entry.count);
                if (entry.longBytes() > 0) {
                    out.putInt(valueAt);
                    valueAt += entry.longBytes();
                } else {
                    out.put(entry.value).put(new byte[4 - entry.value.length]);
                }
            }
            out.putInt(0);
            for (var entry : entries) {
                if (entry.longBytes() > 0) {
                    out.put(entry.value).put(new byte[entry.longBytes() - entry.value.length]);
                }
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(int tag, int type, int count, byte[] value) {
        /** Bytes outside the entry, even; 0 if the value fits into it. */
        int longBytes() {
            return value.length <= 4 ? 0 : value.length + value.length % 2;
        }
    }
}
