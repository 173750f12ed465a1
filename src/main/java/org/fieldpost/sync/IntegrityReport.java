package org.fieldpost.sync;

import java.util.List;

/**
 * What the integrity gate found in a run and let pass.
 *
 * @param loose how many references lead nowhere
 * @param first some of them, at most {@value #FIRST_MAX}
 */
public record IntegrityReport(int loose, List<LooseReference> first) {
    public static final int FIRST_MAX = 20;
    public static final IntegrityReport NONE = new IntegrityReport(0, List.of());

    public IntegrityReport {
        first = List.copyOf(first);
    }
}
