package org.fieldpost.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.GroupQuestion;
import org.fieldpost.form.Question;
import org.fieldpost.form.RepeatQuestion;

/**
 * Tables of a form's submissions (RFC 4180, UTF-8): {@code <form>.csv} with a row for each submission, and for every
 * repeat {@code <form>-<repeat>.csv} with a row for each of its rows, joined by {@code parent_key}.
 */
public final class CsvExport {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180;
    private static final List<String> FACTS =
            List.of(
                    "id",
                    "form_version",
                    "status",
                    "delivery",
                    "captured_by",
                    "created_at",
                    "updated_at",
                    "parent_id");

    private final FormDocument form;

    public CsvExport(FormDocument form) {
        this.form = form;
    }

    /** Writes the tables into {@code folder} and returns their files, the submissions' first. */
    public List<Path> write(Stream<ExportRow> rows, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var tables = new Tables(form, folder)) {
            var each = rows.iterator();
            while (each.hasNext()) {
                tables.add(each.next());
            }
            return tables.files();
        }
    }

    /** The open tables of one export. */
    private static final class Tables implements AutoCloseable {
        private final Table main;
        private final Map<List<String>, Table> repeats = new LinkedHashMap<>();

        Tables(FormDocument form, Path folder) throws IOException {
            var titles = new ArrayList<>(FACTS);
            main =
                    new Table(
                            folder.resolve(fileName(form.code()) + ".csv"),
                            titles,
                            form.root().inner());
            for (var entry : repeatsIn(form.root().inner(), List.of()).entrySet()) {
                String name = fileName(form.code() + "-" + String.join("-", entry.getKey()));
                repeats.put(
                        entry.getKey(),
                        new Table(
                                folder.resolve(name + ".csv"),
                                List.of("key", "parent_key", "row"),
                                entry.getValue().inner()));
            }
        }

        private static Map<List<String>, RepeatQuestion> repeatsIn(
                List<Question> questions, List<String> prefix) {
            var found = new LinkedHashMap<List<String>, RepeatQuestion>();
            for (var question : questions) {
                var path = new ArrayList<>(prefix);
                path.add(question.name());
                if (question instanceof GroupQuestion group) {
                    found.putAll(repeatsIn(group.inner(), path));
                } else if (question instanceof RepeatQuestion repeat) {
                    found.put(List.copyOf(path), repeat);
                    found.putAll(repeatsIn(repeat.inner(), path));
                }
            }
            return found;
        }

        void add(ExportRow row) throws IOException {
            var s = row.submission();
            main.print(
                    List.of(
                            s.id().toString(),
                            s.form().version(),
                            s.status().word(),
                            row.delivery(),
                            Cells.text(row.by()),
                            s.createdAt().toString(),
                            s.updatedAt().toString(),
                            s.parent() == null ? "" : s.parent().toString()),
                    s.data(),
                    row.mediaFiles());
            for (var entry : repeats.entrySet()) {
                addRows(entry.getKey(), 0, s.data(), s.id().toString(), row.mediaFiles());
            }
        }

        /** Walks down the path of a repeat; every array on the way is a repeat whose rows have keys of their own. */
        private void addRows(
                List<String> path, int depth, JsonNode at, String key, Map<String, String> media)
                throws IOException {
            JsonNode value = at.path(path.get(depth));
            boolean last = depth == path.size() - 1;
            if (!value.isArray()) {
                if (!last) {
                    addRows(path, depth + 1, value, key, media);
                }
                return;
            }
            for (int i = 0; i < value.size(); i++) {
                String rowKey =
                        key
                                + "/"
                                + path.get(depth)
                                + "/"
                                + value.path(i).path("_key").asText(String.valueOf(i));
                if (last) {
                    var table = repeats.get(path);
                    if (table != null) {
                        table.print(
                                List.of(rowKey, key, String.valueOf(i + 1)), value.path(i), media);
                    }
                } else {
                    addRows(path, depth + 1, value.path(i), rowKey, media);
                }
            }
        }

        List<Path> files() {
            var files = new ArrayList<Path>();
            files.add(main.file);
            repeats.values().forEach(t -> files.add(t.file));
            return files;
        }

        @Override
        public void close() throws IOException {
            main.close();
            for (var table : repeats.values()) {
                table.close();
            }
        }

        /** Form codes and property names may hold anything; a file name may not. */
        private static String fileName(String text) {
            return text.replaceAll("[^A-Za-z0-9_-]", "_");
        }
    }

    private static final class Table {
        private final Path file;
        private final List<Column> columns;
        private final CSVPrinter printer;

        Table(Path file, List<String> facts, List<Question> questions) throws IOException {
            this.file = file;
            this.columns = Column.of(questions);
            this.printer =
                    new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), FORMAT);
            var titles = new ArrayList<>(facts);
            columns.forEach(c -> titles.add(Cells.text(c.title())));
            printer.printRecord(titles);
        }

        void print(List<String> facts, JsonNode row, Map<String, String> media) throws IOException {
            var cells = new ArrayList<>(facts);
            for (var column : columns) {
                cells.add(column.cell(row, media));
            }
            printer.printRecord(cells);
        }

        void close() throws IOException {
            printer.close();
        }
    }
}
