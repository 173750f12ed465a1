package org.fieldpost.media;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.fieldpost.media.PhotoFacts.TimeSource;
import org.fieldpost.submission.Position;
import org.jspecify.annotations.Nullable;

/** Reads what a photo says of itself. Whatever the bytes are, this gives facts or none; it never throws for them. */
public final class ExifReader {
    private static final System.Logger LOG = System.getLogger(ExifReader.class.getName());
    // EXIF comes before the picture; no camera writes more in front of it.
    private static final int PREFIX_BYTES = 8 * 1024 * 1024;
    private static final int BLOCK_BYTES_MAX = 1024 * 1024;
    private static final Pattern BLOCK =
            Pattern.compile(
                    "(?:Exif\\x00\\x00|eXIf|EXIF....)(?<block>II\\*\\x00|MM\\x00\\*)",
                    Pattern.DOTALL);
    private static final int NAME_CHARS_MAX = 80;
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}]");
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss")
                    .withResolverStyle(ResolverStyle.STRICT);
    private static final double ALTITUDE_METRES_MAX = 100_000;

    private ExifReader() {}

    /**
     * The facts of a photo.
     *
     * @param stream read as far as needed, not closed
     * @param zone in which the camera's clock is taken to stand when it does not say
     */
    public static PhotoFacts read(InputStream stream, ZoneId zone) throws IOException {
        return read(stream.readNBytes(PREFIX_BYTES), zone);
    }

    /** As {@link #read(InputStream, ZoneId)}. */
    public static PhotoFacts read(byte[] photo, ZoneId zone) {
        var header = ImageHeader.of(photo);
        if (!header.type().isImage()) {
            return PhotoFacts.unknown(header);
        }
        try {
            return facts(header, metadata(header.type(), photo), zone);
        } catch (ImageProcessingException | IOException | RuntimeException | StackOverflowError e) {
            // Hostile bytes nest without end and contradict themselves; the facts are simply not to
            // be had.
            LOG.log(System.Logger.Level.DEBUG, "no EXIF", e);
            return PhotoFacts.unknown(header);
        }
    }

    /** EXIF only: the library's other parts believe lengths in the file and parse XML from it. */
    private static Metadata metadata(ContentType type, byte[] photo)
            throws ImageProcessingException, IOException {
        var exif = new com.drew.metadata.exif.ExifReader();
        if (type == ContentType.JPEG) {
            return JpegMetadataReader.readMetadata(new ByteArrayInputStream(photo), List.of(exif));
        }
        var metadata = new Metadata();
        int at = type == ContentType.TIFF ? 0 : block(photo);
        if (at >= 0) {
            int end = Math.min(photo.length, at + BLOCK_BYTES_MAX);
            exif.extract(new ByteArrayReader(Arrays.copyOfRange(photo, at, end)), metadata);
        }
        return metadata;
    }

    /** Where the EXIF block of a PNG, WebP or HEIC begins, found by its mark; -1 if there is none. */
    private static int block(byte[] photo) {
        var found = BLOCK.matcher(new String(photo, StandardCharsets.ISO_8859_1));
        return found.find() ? found.start("block") : -1;
    }

    private static PhotoFacts facts(ImageHeader header, Metadata metadata, ZoneId zone) {
        var main = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        var gps = metadata.getFirstDirectoryOfType(GpsDirectory.class);
        var time = time(metadata, gps, zone);
        return new PhotoFacts(
                header,
                orientation(main),
                time == null ? null : time.at(),
                time == null ? null : time.source(),
                gps == null ? null : position(gps),
                name(main, ExifDirectoryBase.TAG_MAKE),
                name(main, ExifDirectoryBase.TAG_MODEL));
    }

    private static Orientation orientation(@Nullable Directory main) {
        var number = main == null ? null : main.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
        return number == null ? Orientation.UPRIGHT : Orientation.ofExif(number);
    }

    private static @Nullable String name(@Nullable Directory main, int tag) {
        var text = main == null ? null : main.getString(tag);
        if (text == null) {
            return null;
        }
        var clean = UNFIT.matcher(text).replaceAll("").strip();
        return clean.isEmpty()
                ? null
                : clean.substring(0, Math.min(clean.length(), NAME_CHARS_MAX));
    }

    private record Taken(Instant at, TimeSource source) {}

    private static @Nullable Taken time(
            Metadata metadata, @Nullable GpsDirectory gps, ZoneId zone) {
        for (var exif : metadata.getDirectoriesOfType(ExifSubIFDDirectory.class)) {
            var clock = clock(exif.getString(ExifDirectoryBase.TAG_DATETIME_ORIGINAL));
            if (clock != null) {
                var offset = offset(exif.getString(ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL));
                return offset != null
                        ? new Taken(clock.toInstant(offset), TimeSource.OFFSET)
                        : new Taken(clock.atZone(zone).toInstant(), TimeSource.PROFILE_ZONE);
            }
        }
        var date = gps == null ? null : gps.getGpsDate();
        return date == null ? null : new Taken(date.toInstant(), TimeSource.GPS);
    }

    private static @Nullable LocalDateTime clock(@Nullable String text) {
        try {
            // Cameras without a set clock write zeros or blanks, which is no date.
            return text == null ? null : LocalDateTime.parse(text.strip(), CLOCK);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable ZoneOffset offset(@Nullable String text) {
        try {
            return text == null ? null : ZoneOffset.of(text.strip());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Position position(GpsDirectory gps) {
        var place = gps.getGeoLocation();
        // Cameras that found no satellites write zeros.
        if (place == null || place.isZero()) {
            return null;
        }
        double latitude = place.getLatitude();
        double longitude = place.getLongitude();
        if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
            return null;
        }
        var accuracy = metres(gps, GpsDirectory.TAG_H_POSITIONING_ERROR);
        return new Position(
                latitude,
                longitude,
                altitude(gps),
                accuracy != null && accuracy >= 0 ? accuracy : null);
    }

    private static @Nullable Double altitude(GpsDirectory gps) {
        var metres = metres(gps, GpsDirectory.TAG_ALTITUDE);
        var below = gps.getInteger(GpsDirectory.TAG_ALTITUDE_REF);
        return metres == null
                ? null
                : below != null && below == 1 ? Double.valueOf(-metres) : metres;
    }

    private static @Nullable Double metres(GpsDirectory gps, int tag) {
        var value = gps.getDoubleObject(tag);
        return value != null && Math.abs(value) <= ALTITUDE_METRES_MAX ? value : null;
    }
}
