package org.fieldpost.sync;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.fieldpost.kernel.Ids;

/**
 * What makes a run repeatable when it is handed in.
 *
 * @param clock the device's clock, right or wrong
 * @param ids new ids
 * @param random the jitter of back-offs
 * @param figures what the program knows about this laptop
 */
public record SyncTools(
        InstantSource clock, Ids ids, RandomGenerator random, DeviceFigures figures) {
    /** Without figures of the laptop. */
    public SyncTools(InstantSource clock, Ids ids, RandomGenerator random) {
        this(clock, ids, random, DeviceFigures.UNKNOWN);
    }
}
