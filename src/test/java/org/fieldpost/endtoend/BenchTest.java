package org.fieldpost.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench with small numbers: that every turn works and the report is whole, never how fast. */
class BenchTest {
    @TempDir Path folder;

    @Test
    void a_quick_bench_tells_a_figure_for_every_turn_and_leaves_nothing_behind() throws Exception {
        var report = folder.resolve("report.md");
        var result =
                new Program(folder)
                        .run(
                                "bench",
                                "--quick",
                                "--folder",
                                folder.resolve("bench").toString(),
                                "--report",
                                report.toString());
        assertEquals(0, result.exitCode(), result::err);

        var lines = Files.readAllLines(report);
        for (var row :
                List.of(
                        "| push of ",
                        "| pull of ",
                        "| first sync ",
                        "| push from an encrypted profile ",
                        "| no-op sync, ",
                        "| one edit, laptop to hub to laptop, ",
                        "| a submission with its outbox command ",
                        "| a form checked, finished and saved ",
                        "| push | ",
                        "| pull | ",
                        "| push small | ",
                        "| laptop that pushes | ",
                        "| hub | ")) {
            var found = lines.stream().filter(line -> line.startsWith(row)).toList();
            assertFalse(found.isEmpty(), () -> "no row " + row + " in " + lines);
            assertTrue(
                    found.stream().allMatch(line -> line.matches(".*[1-9].*")),
                    () -> "no figure in " + found);
            assertFalse(found.stream().anyMatch(line -> line.contains("NaN")), found::toString);
        }
        try (var left = Files.list(folder.resolve("bench"))) {
            assertEquals(List.of(), left.toList(), "databases left lying about");
        }
    }
}
