package org.fieldpost.journal;

import java.nio.file.Path;

/**
 * A part of the journal that cannot be read. The file is kept as it is; what lies before and after it is read.
 *
 * @param file where
 * @param offset from which byte
 * @param firstMissing the lowest sequence number that may be missing
 * @param lastMissing the highest; less than the first when none is (the damage hit no record)
 * @param wasSafe the records had been forced to the disk, so something acknowledged is lost; otherwise they may be
 *     what an append cut short left behind
 */
public record Damage(
        Path file, long offset, long firstMissing, long lastMissing, boolean wasSafe) {}
