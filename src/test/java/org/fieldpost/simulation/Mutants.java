package org.fieldpost.simulation;

import org.fieldpost.hub.InProcessLine;
import org.fieldpost.store.LocalWrites;
import org.fieldpost.sync.HubApi;
import org.jspecify.annotations.Nullable;

/** Puts a broken part in the place of a sound one, when a mutant is asked for. */
final class Mutants {
    private final @Nullable Mutant mutant;

    Mutants(@Nullable Mutant mutant, World world) {
        this.mutant = mutant;
    }

    boolean is(Mutant one) {
        return mutant == one;
    }

    LocalWrites writes(LocalWrites sound) {
        return sound;
    }

    HubApi hubSide(InProcessLine line, Laptop laptop) {
        return line;
    }

    HubApi laptopSide(HubApi line, Laptop laptop) {
        return line;
    }
}
