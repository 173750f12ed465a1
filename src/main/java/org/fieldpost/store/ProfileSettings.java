package org.fieldpost.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.kernel.Ids;
import org.fieldpost.vault.KeyHolder;
import org.jspecify.annotations.Nullable;

/**
 * Where a profile lies and how it is opened.
 *
 * @param holder keeps the key (keyring or passphrase); null for a plain profile, which must be asked for
 * @param random must be secure
 * @param failPoint where tests cut
 */
public record ProfileSettings(
        Path folder,
        @Nullable KeyHolder holder,
        RandomGenerator random,
        InstantSource clock,
        Ids ids,
        FailPoint failPoint) {
    public ProfileSettings {
        folder = folder.toAbsolutePath().normalize();
    }

    /** Settings without fail points. */
    public static ProfileSettings of(
            Path folder,
            @Nullable KeyHolder holder,
            RandomGenerator random,
            InstantSource clock,
            Ids ids) {
        return new ProfileSettings(folder, holder, random, clock, ids, FailPoint.NONE);
    }
}
