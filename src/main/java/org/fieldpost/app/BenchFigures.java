package org.fieldpost.app;

import java.util.List;
import java.util.Locale;

/**
 * Values of one thing measured several times.
 *
 * @param values in the order they were measured
 */
record BenchFigures(List<Double> values) {
    BenchFigures {
        values = List.copyOf(values);
    }

    double quantile(double share) {
        var sorted = values.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int at = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.clamp(at, 0, sorted.size() - 1));
    }

    double median() {
        return quantile(0.5);
    }

    /** {@code 12,300 (11,900-12,800, 5 runs)}. */
    String rates() {
        return values.isEmpty()
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%,.0f (%,.0f-%,.0f, %d runs)",
                        median(),
                        quantile(0),
                        quantile(1),
                        values.size());
    }

    /** {@code p50 3.1 ms, p99 4.8 ms (200)}. */
    String millis() {
        return values.isEmpty()
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "p50 %.2f ms, p99 %.2f ms (%d)",
                        median(),
                        quantile(0.99),
                        values.size());
    }
}
