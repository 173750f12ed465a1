package org.fieldpost.app.doctor;

import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.store.Numbered;
import org.fieldpost.store.PhotoRows;
import org.fieldpost.store.PhotoRows.Bytes;
import org.fieldpost.store.PhotoRows.Photo;
import org.fieldpost.store.Profile;

/** Each photo whose bytes should be here has its file, and the file's bytes are what its name says. */
final class PhotoCheck {
    private static final int ROWS_AT_ONCE = 500;
    private final Profile profile;
    private final MediaFolder media;
    private final PhotoRows rows = new PhotoRows();
    private long here;
    private long elsewhere;

    PhotoCheck(Profile profile, MediaFolder media) {
        this.profile = profile;
        this.media = media;
    }

    private interface Source {
        Numbered<Photo> some(ReadTx tx, long after, int limit);
    }

    String look(Chart chart) {
        eachRow(rows::finished, chart);
        eachRow(rows::ofDrafts, chart);
        media.eachFolder(files -> readInPieces(files, chart));
        long gone = chart.countOf(Ailment.PHOTO_GONE) + chart.countOf(Ailment.PHOTO_GONE_HERE);
        long damaged =
                chart.countOf(Ailment.PHOTO_DAMAGED) + chart.countOf(Ailment.PHOTO_DAMAGED_HERE);
        var text = new StringBuilder("%,d photos".formatted(here));
        text.append(
                gone + damaged == 0
                        ? ", each with its bytes"
                        : ", %,d without their file, %,d with a damaged one"
                                .formatted(gone, damaged));
        if (elsewhere > 0) {
            text.append("; %,d more are on other laptops".formatted(elsewhere));
        }
        return text.toString();
    }

    private void eachRow(Source source, Chart chart) {
        long after = Numbered.START;
        boolean more = true;
        while (more) {
            long from = after;
            var some = profile.database().read(tx -> source.some(tx, from, ROWS_AT_ONCE));
            some.rows().forEach(photo -> isThere(photo, chart));
            after = some.last();
            more = !some.isLast();
        }
    }

    private void isThere(Photo photo, Chart chart) {
        if (photo.bytes() == Bytes.ELSEWHERE) {
            elsewhere++;
            return;
        }
        here++;
        if (!has(photo.hash())) {
            chart.note(
                    photo.bytes() == Bytes.ONLY_HERE ? Ailment.PHOTO_GONE : Ailment.PHOTO_GONE_HERE,
                    name(photo));
        }
    }

    private boolean has(String hash) {
        try {
            return media.has(new Sha256(hash));
        } catch (IllegalArgumentException e) {
            return false; // The row was damaged: it names no file.
        }
    }

    private void readInPieces(List<Sha256> files, Chart chart) {
        for (int from = 0; from < files.size(); from += ROWS_AT_ONCE) {
            read(files.subList(from, Math.min(files.size(), from + ROWS_AT_ONCE)), chart);
        }
    }

    private void read(List<Sha256> files, Chart chart) {
        var photos =
                profile.database().read(tx -> rows.of(tx, files)).stream()
                        .collect(Collectors.groupingBy(Photo::hash));
        var unused = new HashSet<>(files);
        unused.removeAll(profile.database().<List<Sha256>>read(tx -> rows.lists(tx, files)));
        for (var file : files) {
            var holders = photos.get(file.hex());
            if (holders != null) {
                unused.remove(file);
                if (!isWhole(file)) {
                    holders.forEach(
                            photo ->
                                    chart.note(
                                            photo.bytes() == Bytes.AT_HUB
                                                    ? Ailment.PHOTO_DAMAGED_HERE
                                                    : Ailment.PHOTO_DAMAGED,
                                            name(photo)));
                }
            }
        }
        unused.forEach(file -> chart.note(Ailment.PHOTO_UNUSED, "file " + file.hex()));
    }

    private boolean isWhole(Sha256 file) {
        try {
            return media.verify(file);
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static String name(Photo photo) {
        return "%s %s, file %s".formatted(photo.table(), photo.id(), photo.hash());
    }
}
