package org.fieldpost.app.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.fieldpost.cli.Examination.Finding;
import org.fieldpost.cli.Examination.Severity;

/** What one check finds; of each kind the first few are named and the others counted. */
final class Chart {
    private static final int NAMED_MAX = 20;
    private final Map<Ailment, Noted> found = new EnumMap<>(Ailment.class);

    private static final class Noted {
        private final List<String> details = new ArrayList<>();
        private long count;
    }

    /** Notes one more; {@code detail} names tables, ids and hashes, never what a person wrote. */
    void note(Ailment ailment, String detail) {
        var noted = found.computeIfAbsent(ailment, _ -> new Noted());
        noted.count++;
        if (noted.details.size() < NAMED_MAX) {
            noted.details.add(detail);
        }
    }

    /** Notes {@code count} of which none has a name. */
    void count(Ailment ailment, long count) {
        if (count > 0) {
            found.computeIfAbsent(ailment, _ -> new Noted()).count += count;
        }
    }

    long countOf(Ailment ailment) {
        var noted = found.get(ailment);
        return noted == null ? 0 : noted.count;
    }

    Severity worst() {
        return found.keySet().stream()
                .map(Ailment::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.NOTE);
    }

    /** The gravest first. */
    List<Finding> findings() {
        return found.entrySet().stream()
                .map(entry -> finding(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }

    private static Finding finding(Ailment ailment, Noted noted) {
        long unnamed = noted.details.isEmpty() ? 0 : noted.count - noted.details.size();
        var what =
                noted.count > 1
                        ? "%s: %,d.".formatted(ailment.what(), noted.count)
                        : ailment.what() + ".";
        return new Finding(
                ailment.severity(),
                ailment.code(),
                what,
                ailment.meaning(),
                ailment.remedy(),
                noted.details,
                unnamed);
    }
}
