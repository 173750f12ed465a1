package org.fieldpost.simulation;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** Which kinds of trouble a seed has; every seed has some, few have all. */
record Troubled(Set<Trouble> kinds) {
    /** Kinds of trouble. */
    enum Trouble {
        NETWORK,
        CRASHES,
        POWER_CUTS,
        CLOCKS,
        HUB_CRASHES,
        HUB_RESTORES,
        REFUSALS,
        LATE_ANSWERS,
        POISON,
        HORIZON,
        SUSPENSIONS,
        NO_HINTS
    }

    static Troubled of(Random random) {
        var kinds = EnumSet.noneOf(Trouble.class);
        int share = 1 + random.nextInt(4);
        for (var trouble : Trouble.values()) {
            if (random.nextInt(5) < share) {
                kinds.add(trouble);
            }
        }
        return new Troubled(kinds);
    }

    boolean has(Trouble trouble) {
        return kinds.contains(trouble);
    }

    boolean hasAny(Trouble first, Trouble... more) {
        return EnumSet.of(first, more).stream().anyMatch(kinds::contains);
    }
}
