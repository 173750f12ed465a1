package org.fieldpost.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A laptop that is measured, in a process of its own, told what to do line by line. */
public interface BenchLaptop extends AutoCloseable {
    /** Carries out {@code {"do": word, ...}}; the answer's shape depends on the word. */
    ObjectNode carryOut(ObjectNode order);

    @Override
    void close();
}
