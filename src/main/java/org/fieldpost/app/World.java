package org.fieldpost.app;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.UuidV7;

/**
 * The real world, handed to everyone else: the only place that asks the machine for time and chance.
 *
 * @param clock the machine's clock
 * @param random secure randomness
 * @param ids new ids
 */
record World(InstantSource clock, SecureRandom random, Ids ids) {
    /** The program's version, as {@code --version} says it. */
    static final String VERSION = "0.1.0";

    static World real() {
        var random = new SecureRandom();
        var clock = InstantSource.system();
        return new World(clock, random, new UuidV7(clock, random));
    }
}
