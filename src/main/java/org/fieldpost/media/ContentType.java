package org.fieldpost.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** What bytes are, told by their first bytes, never by a name. */
public enum ContentType {
    JPEG("image/jpeg"),
    PNG("image/png"),
    GIF("image/gif"),
    WEBP("image/webp"),
    HEIC("image/heic"),
    AVIF("image/avif"),
    TIFF("image/tiff"),
    PDF("application/pdf"),
    MP3("audio/mpeg"),
    WAV("audio/wav"),
    OGG("audio/ogg"),
    AMR("audio/amr"),
    M4A("audio/mp4"),
    MP4("video/mp4"),
    QUICKTIME("video/quicktime"),
    UNKNOWN("application/octet-stream");

    /** So many first bytes are enough to tell. */
    public static final int PREFIX_BYTES = 16;

    private static final Set<String> HEIC_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1");
    private final String text;

    ContentType(String text) {
        this.text = text;
    }

    /** As in HTTP. */
    public String text() {
        return text;
    }

    /** Whether these are pictures. */
    public boolean isImage() {
        return text.startsWith("image/");
    }

    /** The type of bytes that begin so; {@link #UNKNOWN} when nothing else fits. */
    public static ContentType of(byte[] prefix) {
        var latin = new String(prefix, StandardCharsets.ISO_8859_1);
        var padded = latin + "\0".repeat(Math.max(0, PREFIX_BYTES - latin.length()));
        var middle = padded.substring(8, 12);
        if (latin.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (latin.startsWith("RIFF")) {
            return middle.equals("WEBP") ? WEBP : middle.equals("WAVE") ? WAV : UNKNOWN;
        }
        if (padded.startsWith("ftyp", 4)) {
            return ofBrand(middle);
        }
        return Arrays.stream(Mark.values())
                .filter(mark -> latin.startsWith(mark.start))
                .map(mark -> mark.type)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static ContentType ofBrand(String brand) {
        if (HEIC_BRANDS.contains(brand)) {
            return HEIC;
        }
        return switch (brand) {
            case "avif", "avis" -> AVIF;
            case "M4A ", "M4B " -> M4A;
            case "qt  " -> QUICKTIME;
            default -> MP4;
        };
    }

    private enum Mark {
        PNG_FILE("\u0089PNG\r\n\u001a\n", PNG),
        GIF_FILE("GIF8", GIF),
        TIFF_LITTLE("II*\0", TIFF),
        TIFF_BIG("MM\0*", TIFF),
        PDF_FILE("%PDF-", PDF),
        MP3_TAGGED("ID3", MP3),
        MP3_FRAME_B("\u00ff\u00fb", MP3),
        MP3_FRAME_3("\u00ff\u00f3", MP3),
        MP3_FRAME_2("\u00ff\u00f2", MP3),
        OGG_FILE("OggS", OGG),
        AMR_FILE("#!AMR", AMR);

        private final String start;
        private final ContentType type;

        Mark(String start, ContentType type) {
            this.start = start;
            this.type = type;
        }
    }
}
