package org.fieldpost.sync;

import java.util.ArrayList;
import java.util.List;

/** The references that lead nowhere, as a run comes upon them: all are counted, the first are kept. */
final class LooseReferences {
    private final List<LooseReference> first = new ArrayList<>();
    private int count;

    /** The gate found one; a page that is taken in again finds what it found before. */
    void add(LooseReference reference) {
        if (!first.contains(reference)) {
            count++;
            if (isRoom()) {
                first.add(reference);
            }
        }
    }

    /** Of so many nobody reads the names. */
    boolean isRoom() {
        return first.size() < IntegrityReport.FIRST_MAX;
    }

    IntegrityReport report() {
        return new IntegrityReport(count, first);
    }
}
