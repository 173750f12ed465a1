package org.fieldpost.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What people were told is saved, kept apart from all that is tested. Everything written is a word of its own; who
 * writes knows the words it replaces. A word that nobody knowingly replaced must be somewhere in the end: in the hub's
 * row, in a conflict, or in a dead letter.
 */
final class Oracle {
    private final Map<String, Word> words = new LinkedHashMap<>();
    private final Set<String> replaced = new HashSet<>();
    private final Map<UUID, String> telemetry = new LinkedHashMap<>();
    private final Map<UUID, Photo> photos = new LinkedHashMap<>();
    private final Set<String> died = new HashSet<>();
    private final Set<String> duringPush = new HashSet<>();
    private int count;

    /**
     * Something written.
     *
     * @param submission the name the submission carries in its answers
     */
    record Word(String text, String submission, String by) {}

    /** A photo attached. */
    record Photo(UUID id, String submission, String sha256) {}

    /** A word never used before. */
    String fresh(String kind) {
        return kind + ++count;
    }

    /** {@code by} was told that {@code text} is saved, in the place of {@code known}. */
    void saved(String text, String submission, String by, Collection<String> known) {
        words.put(text, new Word(text, submission, by));
        replaced.addAll(known);
    }

    /** Somebody who knew these words threw them away. */
    void droppedKnowingly(Collection<String> known) {
        replaced.addAll(known);
    }

    /** Somebody deleted a submission: photos of it that nobody else had are gone, the others with the hub's row. */
    void deleted(Collection<UUID> unsent) {
        photos.keySet().removeAll(unsent);
    }

    /** The hub deleted a submission: its photos went with it, also if it is wanted back. */
    void died(String submission) {
        died.add(submission);
    }

    void telemetrySaved(UUID id, String by) {
        telemetry.put(id, by);
    }

    Map<UUID, String> telemetry() {
        return Map.copyOf(telemetry);
    }

    void photoSaved(UUID id, String submission, String sha256) {
        photos.put(id, new Photo(id, submission, sha256));
    }

    /** Those that must be there if their submissions are. */
    List<Photo> photos() {
        return photos.values().stream()
                .filter(photo -> !died.contains(photo.submission()))
                .toList();
    }

    /** What was saved last was saved while a push was under way. */
    void savedDuringPush(Collection<String> saved) {
        duringPush.addAll(saved);
    }

    boolean isFromDuringPush(String word) {
        return duringPush.contains(word);
    }

    /** All words saved. */
    Set<String> all() {
        return Set.copyOf(words.keySet());
    }

    /** Words that must be found in the end. */
    List<Word> standing() {
        return words.values().stream().filter(w -> !replaced.contains(w.text())).toList();
    }

    /** Our words in a payload: texts like {@code a17}. */
    static Set<String> wordsIn(JsonNode node) {
        var found = new TreeSet<String>();
        collect(node, found);
        return found;
    }

    private static void collect(JsonNode node, Set<String> found) {
        if (node.isTextual() && isWord(node.asText())) {
            found.add(node.asText());
        }
        node.forEach(child -> collect(child, found));
    }

    /** A letter and a number, as {@link #fresh} makes them. */
    private static boolean isWord(String text) {
        if (text.length() < 2 || text.length() > 6 || !Character.isLowerCase(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Words of one kind in a payload. */
    static List<String> ofKind(JsonNode node, String kind) {
        var found = new ArrayList<>(wordsIn(node));
        found.removeIf(word -> !word.startsWith(kind));
        return found;
    }
}
