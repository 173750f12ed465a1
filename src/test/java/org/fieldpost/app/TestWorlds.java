package org.fieldpost.app;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.vault.KeyringHolder;

/** Worlds for tests: a clock that ticks, on the day of the sample papers, and a computer without a keyring. */
final class TestWorlds {
    /** A little after the sample households were visited, so that no date on their papers is odd. */
    private static final Instant PAPERS = Instant.parse("2026-02-16T12:00:00Z");

    /** Whole days, and counted once: it is noon somewhen, also in the middle of a test. */
    @SuppressWarnings("TimeInStaticInitializer") // that is what is wanted
    private static final Clock CLOCK =
            Clock.offset(
                    Clock.systemUTC(),
                    Duration.between(Instant.now(), PAPERS).truncatedTo(ChronoUnit.DAYS));

    private TestWorlds() {}

    static World ofThePapers() {
        var random = new SecureRandom();
        return new World(CLOCK, random, new UuidV7(CLOCK, random), _ -> noKeyring());
    }

    private static KeyringHolder noKeyring() {
        return new KeyringHolder(
                "test",
                () -> {
                    throw new IllegalStateException("no keyring in tests");
                });
    }
}
