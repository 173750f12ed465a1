package org.fieldpost.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a file may look like: short, with one job, saying what it is. */
class TidyTest {
    private static final int FILE_LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 70;
    private static final int LINE_CHARS_MAX = 120;
    private static final int MEDIAN_FILE_LINES_MAX = 100;
    private static final Pattern BANNED_WORD =
            Pattern.compile("(?i)(util|common|service|bag|impl|manager|helper|base)");

    /** Words of the seeds, and words that only contain a banned one. */
    private static final Set<String> ALLOWED_NAMES =
            Set.of("DataSyncService", "SyncLeaseManager", "CaptureService", "Database");

    private static final Pattern ALLOWED_PARTS = Pattern.compile("(?i)database");
    private static final Pattern METHOD_START =
            Pattern.compile(
                    "^ {4}(?! )(?!.*\\b(class|record|interface|enum)\\b).*\\(.*\\{$|^ {4}\\).*\\{$");
    private static final Pattern QUERY_WITHIN = Pattern.compile("\\bIN\\s*\\(\\s*SELECT\\b");
    private static final Pattern BARE_TODO =
            Pattern.compile("\\b(TODO|FIXME|XXX)\\b(?!\\(#\\d+\\))");

    @Test
    void files_are_short() {
        assertEquals(
                List.of(),
                offences(TidyTest::tooLong),
                "a file of more than " + FILE_LINES_MAX + " lines is two");
    }

    @Test
    void the_median_file_is_short() {
        var lengths = sources("src/main/java").map(f -> lines(f).size()).sorted().toList();
        int median = lengths.isEmpty() ? 0 : lengths.get(lengths.size() / 2);
        assertTrue(median < MEDIAN_FILE_LINES_MAX, "the median file has " + median + " lines");
    }

    @Test
    void methods_are_short() {
        assertEquals(List.of(), offences(TidyTest::longMethods));
    }

    @Test
    void lines_are_short() {
        assertEquals(List.of(), offences(TidyTest::longLines));
    }

    @Test
    void names_say_what_a_thing_does() {
        assertEquals(List.of(), offences(TidyTest::bannedNames));
    }

    @Test
    void what_is_left_to_do_has_an_issue() {
        assertEquals(List.of(), offences(TidyTest::bareTodos));
    }

    /** H2 keeps no answers: it runs a query within a list again for every row that is looked at. */
    @Test
    void no_sql_of_a_laptop_looks_a_row_up_in_a_list_by_a_query_within() {
        var found =
                sources("src/main/java/org/fieldpost/store")
                        .filter(f -> QUERY_WITHIN.matcher(String.join(" ", lines(f))).find())
                        .toList();
        assertEquals(List.of(), found, "decision 25: join, EXISTS, or ask first and bind the ids");
    }

    @Test
    void the_house_keeps_its_layout() throws IOException {
        var allowed =
                Set.of(
                        "pom.xml",
                        "mvnw",
                        "src",
                        "forms",
                        "installer",
                        "README.md",
                        "docs",
                        "target");
        try (var top = Files.list(Path.of("."))) {
            var others =
                    top.map(p -> p.getFileName().toString())
                            .filter(n -> !n.startsWith(".") && !allowed.contains(n))
                            .toList();
            assertEquals(List.of(), others, "the customer fixed the top level");
        }
    }

    private static List<String> tooLong(Path file) {
        int length = lines(file).size();
        return length > FILE_LINES_MAX ? List.of(file + ": " + length + " lines") : List.of();
    }

    private static List<String> longLines(Path file) {
        var found = new ArrayList<String>();
        var lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).length() > LINE_CHARS_MAX && !lines.get(i).startsWith("import ")) {
                found.add(file + ":" + (i + 1) + ": " + lines.get(i).length() + " characters");
            }
        }
        return found;
    }

    /** The formatter indents members of a top-level type by four; a method runs to the brace at that indent. */
    private static List<String> longMethods(Path file) {
        var found = new ArrayList<String>();
        var lines = lines(file);
        int start = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (start < 0 && METHOD_START.matcher(lines.get(i)).matches()) {
                start = i;
            } else if (start >= 0 && lines.get(i).equals("    }")) {
                if (i - start > METHOD_LINES_MAX) {
                    found.add(file + ":" + (start + 1) + ": a method of " + (i - start) + " lines");
                }
                start = -1;
            }
        }
        return found;
    }

    private static List<String> bannedNames(Path file) {
        var found = new ArrayList<String>();
        String name = file.getFileName().toString().replaceFirst("\\.java$", "");
        if (!ALLOWED_NAMES.contains(name.replaceFirst("(Contract)?Test$", ""))
                && BANNED_WORD.matcher(ALLOWED_PARTS.matcher(name).replaceAll("")).find()) {
            found.add(file + ": the name says nothing");
        }
        for (Path part : file.getParent()) {
            if (BANNED_WORD.matcher(part.toString()).matches()) {
                found.add(file + ": package " + part + " says nothing");
            }
        }
        return found;
    }

    private static List<String> bareTodos(Path file) {
        if (file.endsWith("TidyTest.java")) {
            return List.of();
        }
        return lines(file).stream()
                .filter(BARE_TODO.asPredicate())
                .map(l -> file + ": " + l.strip())
                .toList();
    }

    private static List<String> offences(java.util.function.Function<Path, List<String>> rule) {
        return Stream.concat(sources("src/main/java"), sources("src/test/java"))
                .flatMap(f -> rule.apply(f).stream())
                .toList();
    }

    private static Stream<Path> sources(String root) {
        try (var walk = Files.walk(Path.of(root))) {
            return walk.filter(p -> p.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
