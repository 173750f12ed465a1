package org.fieldpost.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fieldpost.kernel.Sha256;

/** What happened, in words, step by step. */
@SuppressWarnings("AnnotateFormatMethod") // the annotation would be a library more
public final class Trace {
    private final List<String> lines = new ArrayList<>();
    private int step;

    /** A step begins. */
    public void step(String words, Object... of) {
        step++;
        lines.add("%3d  %s".formatted(step, words.formatted(of)));
    }

    /** Something happened in the course of the step. */
    public void note(String words, Object... of) {
        lines.add("       " + words.formatted(of));
    }

    /** All lines. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The same for the same course of events. */
    public String hash() {
        return Sha256.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)).hex();
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
