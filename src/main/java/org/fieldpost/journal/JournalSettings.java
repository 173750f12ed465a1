package org.fieldpost.journal;

import java.nio.file.Path;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.vault.Seal;

/**
 * Where a journal lies and how it is kept.
 *
 * @param folder its own, made if missing
 * @param seal seals each record
 * @param segmentBytesMax a segment that has grown past this gets no more records
 * @param failPoint where tests cut: {@code journal.create}, {@code .write}, {@code .force}, {@code .truncate}, {@code
 *     .delete}, {@code .rename}
 */
public record JournalSettings(Path folder, Seal seal, long segmentBytesMax, FailPoint failPoint) {
    private static final long SEGMENT_BYTES = 8 << 20;

    public JournalSettings {
        folder = folder.toAbsolutePath().normalize();
    }

    /** The usual settings. */
    public static JournalSettings of(Path folder, Seal seal) {
        return new JournalSettings(folder, seal, SEGMENT_BYTES, FailPoint.NONE);
    }
}
