package org.fieldpost.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/SEEDS.md: every class it names is there, and every test; no row is without a test. */
class SeedsPageTest {
    private static final Path PAGE = Path.of("docs", "SEEDS.md");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern CLASS = Pattern.compile("([a-z]+\\.)*[A-Z][A-Za-z0-9]*");
    private static final Pattern TEST =
            Pattern.compile(
                    "(?<type>([a-z]+\\.)*([A-Z][A-Za-z0-9]*)(\\.[A-Z][A-Za-z0-9]*)*)\\.(?<method>[a-z_0-9]+)");
    private static final int COLUMNS =
            5; // what stands before the first bar, three cells, what follows the last

    private static List<String[]> rows() throws IOException {
        var rows = new ArrayList<String[]>();
        for (var line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| ") && !line.startsWith("| part |")) {
                rows.add(line.split("\\|", -1));
            }
        }
        return rows;
    }

    private static List<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    @Test
    void every_row_names_a_place_that_exists() throws IOException {
        var wrong = new ArrayList<String>();
        for (var row : rows()) {
            assertEquals(COLUMNS, row.length, () -> String.join("|", row));
            var classes = quoted(row[2]).stream().filter(w -> CLASS.matcher(w).matches()).toList();
            if (classes.isEmpty()) {
                wrong.add("no class: " + row[1]);
            }
            for (var name : classes) {
                if (find(name) == null) {
                    wrong.add(name + " in: " + row[1]);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void every_row_names_tests_that_exist() throws IOException {
        var wrong = new ArrayList<String>();
        for (var row : rows()) {
            var tests = quoted(row[3]);
            if (tests.isEmpty()) {
                wrong.add("no test: " + row[1]);
            }
            for (var name : tests) {
                var parsed = TEST.matcher(name);
                var type = parsed.matches() ? find(parsed.group("type")) : null;
                if (type == null || !TestClasses.hasTest(type, parsed.group("method"))) {
                    wrong.add(name + " in: " + row[1]);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void all_five_documents_have_their_rows() throws IOException {
        var page = Files.readString(PAGE);
        for (var seed : List.of("000", "001", "002", "003", "004")) {
            assertTrue(page.contains("\n## " + seed + " "), seed);
        }
        assertTrue(rows().size() > 100, "rows are missing");
    }

    /** A class by its name below the program's package; nested ones by dots. */
    private static @org.jspecify.annotations.Nullable Class<?> find(String name) {
        var full = TestClasses.HOME + name;
        while (true) {
            try {
                return Class.forName(full, false, SeedsPageTest.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                int dot = full.lastIndexOf('.');
                if (dot < TestClasses.HOME.length()) {
                    return null;
                }
                full = full.substring(0, dot) + "$" + full.substring(dot + 1);
            }
        }
    }
}
