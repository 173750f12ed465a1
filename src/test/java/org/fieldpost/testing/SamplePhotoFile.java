package org.fieldpost.testing;

import java.time.Instant;
import java.util.List;
import org.fieldpost.testing.SamplePhotos.Subject;

/**
 * A photo that belongs to a sample submission of the bundled forms.
 *
 * @param form the form's code
 * @param name the file's name without {@code .jpg}
 */
public record SamplePhotoFile(
        String form,
        String name,
        Subject subject,
        int orientation,
        Instant takenAt,
        double latitude,
        double longitude,
        long seed) {
    private static final int LONG_SIDE = 1600;
    private static final int SHORT_SIDE = 1200;
    private static final String TABLE =
            """
            water_point       | wp-0193-1 | HANDPUMP      | 1 | 2026-01-12T09:29:13Z | 15.515071 | -15.943459 | 1
            water_point       | wp-0193-2 | LANDSCAPE     | 6 | 2026-01-12T09:29:06Z | 15.515311 | -15.943282 | 2
            water_point       | wp-0201-1 | WELL          | 1 | 2026-01-13T10:10:40Z | 15.579324 | -15.301220 | 3
            water_point       | wp-0277-1 | HANDPUMP      | 8 | 2026-01-21T08:53:48Z | 15.807591 | -14.446936 | 4
            household_survey  | diallo-1  | HOUSE         | 3 | 2026-02-16T10:00:33Z | 15.513134 | -15.941995 | 5
            household_survey  | diallo-2  | CONTAINER     | 1 | 2026-02-16T10:03:26Z | 15.513115 | -15.941810 | 6
            household_survey  | ndiaye-1  | HOUSE         | 6 | 2026-02-18T08:50:44Z | 15.812227 | -14.449422 | 7
            household_survey  | coly-1    | CONTAINER     | 1 | 2026-02-26T11:39:02Z | 12.698931 | -15.595926 | 8
            tree_inventory    | nd-014-1  | LANDSCAPE     | 1 | 2026-03-04T09:08:03Z | 15.433183 | -16.166534 | 9
            tree_inventory    | nd-014-2  | LANDSCAPE     | 6 | 2026-03-04T09:07:56Z | 15.433315 | -16.166917 | 10
            tree_inventory    | nd-014-3  | TREE          | 8 | 2026-03-04T09:11:49Z | 15.433259 | -16.166649 | 11
            tree_inventory    | ni-021-1  | LANDSCAPE     | 1 | 2026-03-09T10:42:53Z | 14.853498 | -16.631430 | 12
            damage_assessment | b-0101-1  | BROKEN_ROOF   | 3 | 2026-01-27T08:27:53Z | 14.838550 | -16.133879 | 13
            damage_assessment | b-0102-1  | CRACKED_WALL  | 1 | 2026-01-27T09:13:24Z | 14.837418 | -16.129536 | 14
            damage_assessment | b-0102-2  | BROKEN_ROOF   | 1 | 2026-01-27T09:13:17Z | 14.837220 | -16.129704 | 15
            damage_assessment | b-0102-3  | CRACKED_WALL  | 6 | 2026-01-27T09:16:10Z | 14.837397 | -16.129529 | 16
            damage_assessment | b-0204-1  | FLOODED_HOUSE | 1 | 2026-02-08T09:03:13Z | 14.401632 | -15.711553 | 17
            """;

    /** All of them. */
    public static List<SamplePhotoFile> all() {
        return TABLE.lines().map(SamplePhotoFile::of).toList();
    }

    private static SamplePhotoFile of(String line) {
        var cells = line.strip().split(" *\\| *", -1);
        return new SamplePhotoFile(
                cells[0],
                cells[1],
                Subject.valueOf(cells[2]),
                Integer.parseInt(cells[3]),
                Instant.parse(cells[4]),
                Double.parseDouble(cells[5]),
                Double.parseDouble(cells[6]),
                Long.parseLong(cells[7]));
    }

    /** Where it lies below {@code forms/}. */
    public String path() {
        return form + "/samples/" + name + ".jpg";
    }

    /** The file's bytes, drawn anew; a camera held sideways takes an upright picture. */
    public byte[] jpeg() {
        boolean sideways = orientation == 6 || orientation == 8;
        return SamplePhotos.jpeg(
                subject,
                sideways ? SHORT_SIDE : LONG_SIDE,
                sideways ? LONG_SIDE : SHORT_SIDE,
                orientation,
                takenAt,
                latitude,
                longitude,
                seed);
    }
}
