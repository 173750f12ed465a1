package org.fieldpost.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.fieldpost.kernel.Json;

/**
 * What {@code fieldpost doctor} found.
 *
 * @param checks what was looked at, in the order it was
 * @param findings what was found, the gravest of each check first
 */
public record Examination(List<Check> checks, List<Finding> findings) {
    public Examination {
        checks = List.copyOf(checks);
        findings = List.copyOf(findings);
    }

    /** How grave a finding is. */
    public enum Severity {
        /** Nothing to do, but good to know. */
        NOTE,
        /** Somebody should see to it; no work is at risk now. */
        WARNING,
        /** Something is not as it must be: work may be lost or stay on this laptop. */
        FAULT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One check.
     *
     * @param name short, for programs
     * @param worst its gravest finding; a note when there is none
     * @param said the result in a sentence
     */
    public record Check(String name, Severity worst, String said) {
        /** Whether no fault was found. */
        public boolean ok() {
            return worst != Severity.FAULT;
        }
    }

    /**
     * One finding.
     *
     * @param code short and searchable
     * @param what happened
     * @param meaning what it means for a person's data
     * @param remedy what to do
     * @param details tables, ids and hashes for whoever helps; never answers, never secrets
     * @param more further details that are not listed
     */
    public record Finding(
            Severity severity,
            String code,
            String what,
            String meaning,
            String remedy,
            List<String> details,
            long more) {
        public Finding {
            details = List.copyOf(details);
        }
    }

    /** Whether no fault was found. */
    public boolean isHealthy() {
        return checks.stream().allMatch(Check::ok);
    }

    ObjectNode tree() {
        var tree = Json.object().put("healthy", isHealthy());
        var all = tree.putArray("checks");
        for (var check : checks) {
            all.addObject()
                    .put("name", check.name())
                    .put("ok", check.ok())
                    .put("said", check.said());
        }
        var found = tree.putArray("findings");
        for (var finding : findings) {
            var one =
                    found.addObject()
                            .put("severity", finding.severity().word())
                            .put("code", finding.code())
                            .put("what", finding.what())
                            .put("meaning", finding.meaning())
                            .put("remedy", finding.remedy());
            var details = one.putArray("details");
            finding.details().forEach(details::add);
            one.put("more", finding.more());
        }
        return tree;
    }

    String words() {
        var text = new StringBuilder();
        for (var check : checks) {
            var mark = check.worst() == Severity.NOTE ? "ok" : check.worst().word();
            text.append("%s: %s%n".formatted(mark, check.said()));
        }
        for (var finding : findings) {
            text.append(
                    "%n%s %s: %s%n  %s%n  What to do: %s%n"
                            .formatted(
                                    finding.severity().word(),
                                    finding.code(),
                                    finding.what(),
                                    finding.meaning(),
                                    finding.remedy()));
            finding.details().forEach(detail -> text.append("    %s%n".formatted(detail)));
            if (finding.more() > 0) {
                text.append("    and %,d more%n".formatted(finding.more()));
            }
        }
        return text.toString().stripTrailing();
    }
}
