package org.fieldpost.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every statement on a tenant's table names the tenant: so no query can reach another organization's rows, and a
 * database that is split by organization answers each from one shard (docs/SCALE.md).
 */
class OneShardTest {
    private static final Path STORE = Path.of("src/main/java/org/fieldpost/hub/store");
    private static final Path SCHEMA =
            Path.of("src/main/resources/org/fieldpost/hub/store/migrations");
    private static final Pattern TABLE =
            Pattern.compile("CREATE TABLE (\\w+) \\((.*?)\\n\\);", Pattern.DOTALL);
    private static final Pattern TEXT =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern TOUCHED =
            Pattern.compile("\\b(?:FROM|JOIN|UPDATE|INTO)\\s+(\\w+|%s)", Pattern.CASE_INSENSITIVE);

    /** What is looked up before the tenant is known, or looks after the whole hub, by file and table. */
    private static final Set<String> OF_THE_WHOLE_HUB =
            Set.of(
                    // A token or a code is what says whose it is; both are keyed by their hash
                    // alone.
                    "DeviceTokensTable device_tokens",
                    "EnrolmentCodesTable enrolment_codes",
                    // A backup that is put back is the whole hub's.
                    "HubMetaTable org_counters",
                    // Counted once a minute for /metrics.
                    "DevicesSeen mobile_devices",
                    // One queue for bulk work at the whole hub.
                    "LeasesTable sync_leases",
                    // What the hub forgets by the clock, in small pieces.
                    "Purges sync_items",
                    "Purges telemetry",
                    "Purges enrolment_codes",
                    "Purges media_uploads");

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> tenantTables() {
        var tables = new TreeSet<String>();
        for (var script : files(SCHEMA)) {
            TABLE.matcher(read(script))
                    .results()
                    .filter(table -> table.group(2).contains("organization_id"))
                    .forEach(table -> tables.add(table.group(1)));
        }
        return tables;
    }

    @Test
    void every_statement_on_a_tenants_table_names_the_tenant() {
        var tables = tenantTables();
        assertTrue(tables.size() > 12, tables::toString);
        var offences = new ArrayList<String>();
        int statements = 0;
        for (var file : files(STORE)) {
            if (!file.toString().endsWith(".java")) {
                continue;
            }
            var source = file.getFileName().toString().replace(".java", "");
            for (var sql : statements(read(file))) {
                var touched =
                        TOUCHED.matcher(sql)
                                .results()
                                .map(match -> match.group(1))
                                .filter(table -> table.equals("%s") || tables.contains(table))
                                .toList();
                boolean condition = sql.strip().startsWith("WHERE");
                boolean beginning = sql.strip().startsWith("SELECT") && !sql.contains("WHERE");
                if ((touched.isEmpty() && !condition) || beginning) {
                    // The beginning of a SELECT is used with conditions, which are held to the
                    // rule.
                    continue;
                }
                statements++;
                boolean hubs =
                        touched.stream().anyMatch(t -> OF_THE_WHOLE_HUB.contains(source + " " + t));
                if (!sql.contains("organization_id") && !hubs) {
                    offences.add(source + ": " + sql.strip().replaceAll("\\s+", " "));
                }
            }
        }
        assertTrue(statements > 40, "found only " + statements);
        assertEquals(List.of(), offences);
    }

    /** SQL of a source: neighbouring texts of one expression belong together. */
    private static List<String> statements(String source) {
        var found = new ArrayList<String>();
        var current = new StringBuilder();
        int end = 0;
        for (MatchResult text : TEXT.matcher(source).results().toList()) {
            var between = source.substring(end, text.start());
            if (between.contains(";") || between.contains("}")) {
                found.add(current.toString());
                current.setLength(0);
            }
            current.append(text.group(1) != null ? text.group(1) : text.group(2)).append(' ');
            end = text.end();
        }
        found.add(current.toString());
        return found;
    }
}
