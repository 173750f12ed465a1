package org.fieldpost.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.sync.NetworkLinks;
import org.fieldpost.vault.KeyHolder;
import org.fieldpost.vault.KeyringHolder;

/**
 * The real world, handed to everyone else: the only place that asks the machine for time and chance.
 *
 * @param clock the machine's clock
 * @param random secure randomness
 * @param ids new ids
 * @param keyring what keeps the key of the profile in a folder, where the computer has such a thing
 * @param links the machine's network
 */
record World(
        InstantSource clock,
        SecureRandom random,
        Ids ids,
        Function<Path, KeyHolder> keyring,
        NetworkLinks links) {
    /** The program's version, as {@code --version} says it. */
    static final String VERSION = "0.1.0";

    /**
     * Databases keep microseconds. A time finer than that would be corrected by the hub, and every row that names it
     * would come back from there as changed.
     */
    private static final Duration FINEST = Duration.of(1, ChronoUnit.MICROS);

    /** With the keyring of this computer. */
    World(InstantSource clock, SecureRandom random, Ids ids) {
        this(clock, random, ids, World::keyring);
    }

    /** With another keyring. */
    World(InstantSource clock, SecureRandom random, Ids ids, Function<Path, KeyHolder> keyring) {
        this(clock, random, ids, keyring, new MachineLinks());
    }

    static World real() {
        var random = new SecureRandom();
        var clock = Clock.tick(Clock.systemUTC(), FINEST);
        return new World(clock, random, new UuidV7(clock, random));
    }

    /** The account tells profiles of one person apart; it holds no path in the clear. */
    private static KeyHolder keyring(Path folder) {
        var path = folder.toAbsolutePath().normalize().toString();
        return new KeyringHolder(Sha256.of(path.getBytes(StandardCharsets.UTF_8)).hex());
    }
}
