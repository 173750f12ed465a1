package org.fieldpost.ui.submissions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.GroupQuestion;
import org.fieldpost.form.NoteQuestion;
import org.fieldpost.form.PhotoQuestion;
import org.fieldpost.form.Question;
import org.fieldpost.form.ReferenceQuestion;
import org.fieldpost.form.RepeatQuestion;
import org.fieldpost.form.Section;
import org.fieldpost.ui.answers.AnswerText;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a submission for reading: by section, in the order of the form, blank ones left out.
 *
 * @param title of the section; may be empty
 */
record Answered(String title, List<Item> items) {
    Answered {
        items = List.copyOf(items);
    }

    /** Something under a section's title. */
    sealed interface Item {}

    /**
     * A question and its answer in words.
     *
     * @param remark what the reviewer wrote about it; "" for nothing
     */
    record Line(String label, String answer, String remark) implements Item {}

    /** A repeat: a small table of its rows. */
    record Table(String label, List<String> columns, List<List<String>> rows, String remark)
            implements Item {
        Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** Photos, by their references. */
    record Pictures(String label, List<String> references, String remark) implements Item {
        Pictures {
            references = List.copyOf(references);
        }
    }

    /**
     * Reads the answers in {@code data}.
     *
     * @param remarks what the reviewer wrote, by JSON pointer of the answer
     * @param named what the submission with this id is called
     */
    static List<Answered> of(
            FormDocument form,
            ObjectNode data,
            AnswerText text,
            Locale locale,
            Map<String, String> remarks,
            UnaryOperator<String> named) {
        var reader = new Reader(text, locale, remarks, named);
        var sections = new ArrayList<Answered>();
        for (Section section : form.sections()) {
            var items = new ArrayList<Item>();
            for (Question question : section.questions()) {
                String pointer = dataPointer(question.pointer());
                reader.read(question, data.at(pointer), pointer, items);
            }
            if (!items.isEmpty()) {
                sections.add(new Answered(section.label().in(locale), items));
            }
        }
        return sections;
    }

    /** Where a question's answer lies: its schema pointer without the schema's own words. */
    private static String dataPointer(String schemaPointer) {
        var path = new StringBuilder();
        String[] segments = schemaPointer.split("/", -1);
        for (int i = 1; i + 1 < segments.length; i++) {
            if (segments[i].equals("properties")) {
                path.append('/').append(segments[i + 1]);
                i++;
            }
        }
        return path.toString();
    }

    private record Reader(
            AnswerText text,
            Locale locale,
            Map<String, String> remarks,
            UnaryOperator<String> named) {
        void read(Question question, JsonNode answer, String pointer, List<Item> items) {
            if (question instanceof NoteQuestion || isBlank(answer)) {
                return;
            }
            String label = question.label(locale);
            String remark = remarks.getOrDefault(pointer, "");
            switch (question) {
                case GroupQuestion group -> {
                    for (Question inner : group.inner()) {
                        String below = pointer + "/" + inner.name();
                        read(inner, answer.path(inner.name()), below, items);
                    }
                }
                case RepeatQuestion repeat -> items.add(table(repeat, answer, label, remark));
                case PhotoQuestion _ -> items.add(new Pictures(label, texts(answer), remark));
                default -> items.add(new Line(label, words(question, answer), remark));
            }
        }

        private Table table(RepeatQuestion repeat, JsonNode rows, String label, String remark) {
            List<Question> columns =
                    repeat.inner().stream()
                            .filter(inner -> !(inner instanceof NoteQuestion))
                            .filter(inner -> anyAnswer(rows, inner))
                            .toList();
            var cells = new ArrayList<List<String>>();
            for (JsonNode row : rows) {
                cells.add(
                        columns.stream()
                                .map(column -> words(column, orNull(row.path(column.name()))))
                                .toList());
            }
            return new Table(
                    label, columns.stream().map(c -> c.label(locale)).toList(), cells, remark);
        }

        private String words(Question question, @Nullable JsonNode answer) {
            return question instanceof ReferenceQuestion && answer != null
                    ? named.apply(answer.asText())
                    : text.of(question, answer);
        }

        private static boolean anyAnswer(JsonNode rows, Question column) {
            for (JsonNode row : rows) {
                if (!isBlank(row.path(column.name()))) {
                    return true;
                }
            }
            return false;
        }

        private static @Nullable JsonNode orNull(JsonNode node) {
            return isBlank(node) ? null : node;
        }

        private static List<String> texts(JsonNode answer) {
            if (!answer.isArray()) {
                return List.of(answer.asText());
            }
            var texts = new ArrayList<String>();
            answer.forEach(each -> texts.add(each.asText()));
            return texts;
        }

        private static boolean isBlank(JsonNode node) {
            return node.isMissingNode()
                    || node.isNull()
                    || (node.isContainerNode() && node.isEmpty());
        }
    }
}
