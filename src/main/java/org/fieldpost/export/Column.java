package org.fieldpost.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fieldpost.form.ChoiceQuestion;
import org.fieldpost.form.DateQuestion;
import org.fieldpost.form.DateTimeQuestion;
import org.fieldpost.form.GeopointQuestion;
import org.fieldpost.form.GroupQuestion;
import org.fieldpost.form.JsonQuestion;
import org.fieldpost.form.MultiChoiceQuestion;
import org.fieldpost.form.NoteQuestion;
import org.fieldpost.form.NumberQuestion;
import org.fieldpost.form.PhotoQuestion;
import org.fieldpost.form.Question;
import org.fieldpost.form.ReferenceQuestion;
import org.fieldpost.form.RepeatQuestion;
import org.fieldpost.form.TextQuestion;
import org.fieldpost.form.TimeQuestion;
import org.fieldpost.form.YesNoQuestion;

/**
 * One column of a table: the property names that lead from a row's object to its value.
 *
 * @param path property names
 * @param kind how the value is written
 */
record Column(List<String> path, Kind kind) {
    /** How a value becomes a cell. */
    enum Kind {
        NUMBER,
        TEXT,
        MEDIA
    }

    private static final List<String> GEOPOINT_PARTS =
            List.of("latitude", "longitude", "altitude", "accuracy");

    Column {
        path = List.copyOf(path);
    }

    /** The columns of {@code questions}, groups flattened; repeats have tables of their own. */
    static List<Column> of(List<Question> questions) {
        var columns = new ArrayList<Column>();
        collect(questions, List.of(), columns);
        return columns;
    }

    private static void collect(List<Question> questions, List<String> prefix, List<Column> to) {
        for (var question : questions) {
            var path = new ArrayList<>(prefix);
            path.add(question.name());
            switch (question) {
                case GroupQuestion group -> collect(group.inner(), path, to);
                case RepeatQuestion _, NoteQuestion _ -> {}
                case GeopointQuestion _ -> {
                    for (var part : GEOPOINT_PARTS) {
                        var deeper = new ArrayList<>(path);
                        deeper.add(part);
                        to.add(new Column(deeper, Kind.NUMBER));
                    }
                }
                case NumberQuestion _ -> to.add(new Column(path, Kind.NUMBER));
                case PhotoQuestion _ -> to.add(new Column(path, Kind.MEDIA));
                case TextQuestion _,
                        YesNoQuestion _,
                        ChoiceQuestion _,
                        MultiChoiceQuestion _,
                        DateQuestion _,
                        TimeQuestion _,
                        DateTimeQuestion _,
                        ReferenceQuestion _,
                        JsonQuestion _ ->
                        to.add(new Column(path, Kind.TEXT));
            }
        }
    }

    /** Column title: the names joined by a slash, as the pointers in the form are. */
    String title() {
        return String.join("/", path);
    }

    /** The cell's text; empty for blank. */
    String cell(JsonNode row, Map<String, String> mediaFiles) {
        JsonNode value = row;
        for (var name : path) {
            value = value.path(name);
        }
        if (value instanceof MissingNode || value.isNull()) {
            return "";
        }
        return switch (kind) {
            case NUMBER ->
                    value.isNumber()
                            ? value.decimalValue().toPlainString()
                            : Cells.text(words(value));
            case TEXT -> Cells.text(words(value));
            case MEDIA -> Cells.text(files(value, mediaFiles));
        };
    }

    private static String words(JsonNode value) {
        return value.isArray()
                ? joined(value, Map.of())
                : value.isContainerNode() ? value.toString() : value.asText();
    }

    private static String files(JsonNode value, Map<String, String> mediaFiles) {
        return value.isArray()
                ? joined(value, mediaFiles)
                : mediaFiles.getOrDefault(value.asText(), value.asText());
    }

    /** Several choices or files stand in one cell, parted by a space (as in ODK's exports). */
    private static String joined(JsonNode values, Map<String, String> names) {
        var parts = new ArrayList<String>();
        for (var item : values) {
            String word = item.isContainerNode() ? item.toString() : item.asText();
            parts.add(names.getOrDefault(word, word));
        }
        return String.join(" ", parts);
    }
}
