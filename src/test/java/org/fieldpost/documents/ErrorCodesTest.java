package org.fieldpost.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.fieldpost.sync.SyncErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A code is what a person searches for and reads to support: it has one meaning, and words. */
class ErrorCodesTest {
    private static final Path MAIN = Path.of("src", "main", "java", "org", "fieldpost");
    private static final Path WORDS =
            Path.of("src", "main", "resources", "org", "fieldpost", "ui", "sync");
    private static final Pattern CODE = Pattern.compile("FP-\\d{4}");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(FP-26\\d\\d)` \\|");

    private static Set<String> found(Pattern pattern, int group, String text) {
        return pattern.matcher(text).results().map(m -> m.group(group)).collect(sorted());
    }

    private static Collector<String, ?, Set<String>> sorted() {
        return Collectors.toCollection(TreeSet::new);
    }

    private static Set<String> ofCommands() throws IOException {
        return found(CODE, 0, Files.readString(MAIN.resolve("hub/CommandRefused.java")));
    }

    @Test
    void no_code_of_the_hub_means_something_else_on_a_laptop() throws IOException {
        var both = new TreeSet<String>();
        try (var files = Files.walk(MAIN.resolve("hub"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                both.addAll(found(CODE, 0, Files.readString(file)));
            }
        }
        assertTrue(both.size() > 30, both::toString);
        both.retainAll(
                Arrays.stream(SyncErrorCode.values())
                        .map(SyncErrorCode::code)
                        .collect(Collectors.toSet()));
        assertEquals(Set.of(), both);
    }

    @Test
    void the_protocol_lists_what_the_hub_says_of_a_command() throws IOException {
        var page = Files.readString(Path.of("docs", "protocol.md"));
        assertEquals(ofCommands(), found(ROW, 1, page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_fr", "_ar"})
    void what_the_hub_says_of_a_command_is_told_in_words_with_what_to_do(String language)
            throws IOException {
        var said = new Properties();
        var file = WORDS.resolve("messages" + language + ".properties");
        try (var reader = Files.newBufferedReader(file)) {
            said.load(reader);
        }
        for (var code : ofCommands()) {
            for (var kind : List.of("error.", "remedy.")) {
                assertTrue(said.containsKey(kind + code), () -> kind + code + " in " + file);
            }
        }
    }
}
