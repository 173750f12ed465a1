package org.fieldpost.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.fieldpost.faults.FaultRow;
import org.fieldpost.simulation.Mutant;
import org.junit.jupiter.api.Test;

/** docs/FAULTS.md is written from the tests. To write it anew, run this test with {@code -Ddocs.write=true}. */
class FaultsPageTest {
    private static final Path PAGE = Path.of("docs", "FAULTS.md");
    private static final String HEAD =
            """
            # Faults

            What was done to a real hub and real laptops, what must hold, and the test that shows it. Written from the
            tests by `FaultsPageTest` (`./mvnw test -Dtest=FaultsPageTest -Ddocs.write=true`), which fails when this
            page says anything else. Longer runs: `-Dfault.rounds=30` (hub killed), `-Dkill.rounds=200` (laptop killed).

            Unless a row says otherwise the hub and the laptops are put together as the program does it, on H2 files and
            over HTTP, with a seeded proxy (`faults.FaultProxy`) as the network between them. Processes are killed with
            SIGKILL. Power cuts are another matter: see `journal.JournalCrashTest` and `db.H2KillTest`.
            """;

    @Test
    void the_page_says_what_the_tests_do() throws IOException {
        var page = page();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(
                page,
                Files.exists(PAGE) ? Files.readString(PAGE) : "",
                "run with -Ddocs.write=true");
    }

    private static String page() {
        var rows = TestClasses.annotated(FaultRow.class);
        var page = new StringBuilder(HEAD);
        for (var area : FaultRow.Area.values()) {
            page.append("\n## ").append(area.title()).append("\n\n");
            page.append("| what was done | what must hold | test |\n|---|---|---|\n");
            for (var method : rows) {
                var row = method.getAnnotation(FaultRow.class);
                if (row.area() == area) {
                    page.append(
                            "| %s | %s | `%s` |\n"
                                    .formatted(row.what(), row.holds(), TestClasses.name(method)));
                }
            }
        }
        page.append("\n## What sync promises\n\n").append(mutants());
        page.append("| | promise | tests, besides the simulation | mutant |\n|---|---|---|---|\n");
        for (var promise : Promises.all()) {
            var tests = promise.tests().stream().map(test -> "`" + test + "`").toList();
            page.append(
                    "| %s | %s | %s | %s |\n"
                            .formatted(
                                    promise.number(),
                                    promise.words(),
                                    String.join("<br>", tests),
                                    mutants(String.valueOf(promise.number()))));
        }
        return page.toString();
    }

    private static String mutants() {
        return """
               The simulation (`simulation.SimulationTest`) asserts all of them after every step and in the end. A
               mutant is a laptop or a hub with one thing broken. There are %d, and `simulation.MutantsTest`, in every
               `./mvnw verify`, fails unless the simulation catches each of them, within %d seeds and at the
               promise that the mutant breaks.

               """
                .formatted(Mutant.values().length, Mutant.SEEDS_MAX);
    }

    private static String mutants(String promise) {
        return Arrays.stream(Mutant.values())
                .filter(
                        mutant ->
                                mutant.violates().stream()
                                        .anyMatch(
                                                one ->
                                                        String.valueOf(one.number())
                                                                .equals(promise)))
                .map(mutant -> "`%s`: %s".formatted(mutant, mutant.words()))
                .collect(Collectors.joining("<br>"));
    }

    @Test
    void every_promise_has_a_mutant_that_breaks_it() {
        var without =
                Promises.all().stream()
                        .map(promise -> String.valueOf(promise.number()))
                        .filter(number -> mutants(number).isEmpty())
                        .toList();
        assertEquals(List.of(), without);
    }

    @Test
    void every_promise_names_tests_that_exist() {
        var missing =
                Promises.all().stream()
                        .flatMap(promise -> promise.tests().stream())
                        .filter(test -> !TestClasses.exists(test))
                        .toList();
        assertEquals(List.of(), missing);
        assertEquals(20, Promises.all().size());
    }
}
