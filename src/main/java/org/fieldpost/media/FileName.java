package org.fieldpost.media;

import java.util.regex.Pattern;

/**
 * A file name from outside, made fit to be shown and to name a file in an export: one element, no control or
 * direction-changing characters, no name that Windows keeps for devices. Inside a profile no name is ever a path.
 *
 * @param text at most 120 characters, never empty
 */
public record FileName(String text) {
    private static final int CHARS_MAX = 120;
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);
    private static final Pattern UNFIT =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}:*?\"<>|]");
    private static final Pattern EDGES = Pattern.compile("^[\\s.]+|[\\s.]+$");
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    /** The name as it can be shown and used. */
    public static FileName of(String given) {
        var name = FOLDERS.matcher(given).replaceFirst("");
        name = EDGES.matcher(UNFIT.matcher(name).replaceAll("")).replaceAll("");
        if (name.length() > CHARS_MAX) {
            int dot = name.lastIndexOf('.');
            var end = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
            name = whole(name, CHARS_MAX - end.length()) + end;
        }
        if (name.isEmpty()) {
            return new FileName("file");
        }
        return new FileName(DEVICE.matcher(name).matches() ? "_" + name : name);
    }

    /** The first characters, without half of one. */
    private static String whole(String name, int length) {
        int end = Character.isHighSurrogate(name.charAt(length - 1)) ? length - 1 : length;
        return name.substring(0, end);
    }
}
