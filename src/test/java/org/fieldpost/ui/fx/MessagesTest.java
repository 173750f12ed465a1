package org.fieldpost.ui.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What screens say: complete in every language, and only from bundles. */
class MessagesTest {
    private static final Path RESOURCES = Path.of("src/main/resources/org/fieldpost/ui");
    private static final Path SOURCES = Path.of("src/main/java/org/fieldpost/ui");
    private static final List<String> OTHERS = List.of("_fr", "_ar");
    private static final Pattern BLANK = Pattern.compile("\\{(\\d+)");
    private static final Pattern SPOKEN = Pattern.compile("\\bsay\\(\\s*\"([^\"]+)\"\\s*[,)]");
    private static final Pattern FXML_TEXT =
            Pattern.compile(
                    "\\b(text|promptText|title|subtitle|accessibleText|caption|actionText)=\"([^\"]*)\"");

    @Test
    void every_language_has_every_key() {
        var missing = new ArrayList<String>();
        for (var file : bundles()) {
            var keys = new TreeSet<>(load(file).stringPropertyNames());
            for (var other : OTHERS) {
                var translated = load(sibling(file, other)).stringPropertyNames();
                keys.stream()
                        .filter(key -> !translated.contains(key))
                        .forEach(key -> missing.add(sibling(file, other) + " lacks " + key));
                translated.stream()
                        .filter(key -> !keys.contains(key))
                        .forEach(key -> missing.add(file + " lacks " + key));
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void no_sentence_is_blank_or_broken_in_any_language() {
        var broken = new ArrayList<String>();
        for (var file : everyBundle()) {
            load(file)
                    .forEach(
                            (key, sentence) -> {
                                try {
                                    new MessageFormat(sentence.toString());
                                } catch (IllegalArgumentException e) {
                                    broken.add(file + " " + key + ": " + e.getMessage());
                                }
                                if (sentence.toString().isBlank()) {
                                    broken.add(file + " " + key + " is blank");
                                }
                                if (sentence.toString().replace("''", "").contains("'")) {
                                    broken.add(file + " " + key + ": write ’; a single ' quotes");
                                }
                            });
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void translations_fill_the_same_blanks() {
        var different = new ArrayList<String>();
        for (var file : bundles()) {
            var english = load(file);
            for (var other : OTHERS) {
                var translated = load(sibling(file, other));
                for (var key : english.stringPropertyNames()) {
                    var wanted = blanks(english.getProperty(key));
                    var found = blanks(translated.getProperty(key, ""));
                    if (!wanted.containsAll(found)) {
                        different.add(
                                sibling(file, other) + " " + key + ": " + found + " for " + wanted);
                    }
                }
            }
        }
        assertEquals(List.of(), different);
    }

    @Test
    void the_hub_has_one_name_in_each_language() {
        var others =
                Map.of(
                        "", Pattern.compile("(?i)\\bserver\\b"),
                        "_fr", Pattern.compile("(?i)\\bhub\\b(?!\\.example)"),
                        "_ar", Pattern.compile("خادم"));
        var found = new ArrayList<String>();
        for (var bundle : bundles()) {
            others.forEach(
                    (language, other) ->
                            load(sibling(bundle, language))
                                    .forEach(
                                            (key, sentence) -> {
                                                if (other.matcher(sentence.toString()).find()) {
                                                    found.add(bundle + language + " " + key);
                                                }
                                            }));
        }
        assertEquals(List.of(), found);
    }

    @Test
    void every_key_spoken_in_code_exists() {
        var unknown = new ArrayList<String>();
        for (var source : files(SOURCES, ".java")) {
            var found = SPOKEN.matcher(read(source));
            while (found.find()) {
                if (!known(SOURCES.relativize(source).getParent(), found.group(1))) {
                    unknown.add(source + " says " + found.group(1));
                }
            }
        }
        assertEquals(List.of(), unknown);
    }

    @Test
    void no_view_holds_words_of_its_own() {
        var own = new ArrayList<String>();
        int seen = 0;
        for (var view : files(RESOURCES, ".fxml")) {
            var found = FXML_TEXT.matcher(read(view));
            while (found.find()) {
                seen++;
                var value = found.group(2);
                if (!value.startsWith("%")) {
                    own.add(view + ": " + found.group());
                } else if (!known(RESOURCES.relativize(view).getParent(), value.substring(1))) {
                    own.add(view + " says " + value);
                }
            }
        }
        assertEquals(List.of(), own);
        assertFalse(seen == 0, "the pattern finds nothing any more");
    }

    /** In the room's own bundle or one around it, as {@link Words} looks. */
    private static boolean known(@Nullable Path room, String key) {
        for (@Nullable Path at = room; at != null; at = at.getParent()) {
            var file = RESOURCES.resolve(at).resolve("messages.properties");
            if (Files.exists(file) && load(file).containsKey(key)) {
                return true;
            }
        }
        return load(RESOURCES.resolve("messages.properties")).containsKey(key);
    }

    private static Set<String> blanks(String sentence) {
        var found = new TreeSet<String>();
        BLANK.matcher(sentence).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    private static List<Path> bundles() {
        return files(RESOURCES, "messages.properties");
    }

    private static List<Path> everyBundle() {
        return bundles().stream()
                .flatMap(
                        file ->
                                Stream.concat(
                                        Stream.of(file),
                                        OTHERS.stream().map(other -> sibling(file, other))))
                .toList();
    }

    private static Path sibling(Path file, String suffix) {
        return file.resolveSibling("messages" + suffix + ".properties");
    }

    private static List<Path> files(Path root, String ending) {
        try (var all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties load(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
