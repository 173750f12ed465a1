package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import jdk.jfr.consumer.RecordingStream;

/** Counts forced writes (fsync) of this process, as the JDK's flight recorder sees them. */
final class ForcedWrites {
    private ForcedWrites() {}

    /** Runs {@code work} and adds {@code forces}, how many there were meanwhile, to what it answers. */
    static ObjectNode during(Supplier<ObjectNode> work) {
        var forces = new AtomicInteger();
        try (var stream = new RecordingStream()) {
            stream.enable("jdk.FileForce").withoutThreshold();
            stream.onEvent("jdk.FileForce", event -> forces.incrementAndGet());
            stream.startAsync();
            var answer = work.get();
            stream.stop();
            return answer.put("forces", forces.get());
        }
    }
}
