package org.fieldpost.form;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads choice lists from CSV (RFC 4180, UTF-8, a header line). Beside the label column {@code label} there
 * may be {@code label::fr} or {@code label::French (fr)}.
 */
public final class CsvChoiceLists {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setIgnoreEmptyLines(true)
                    .setTrim(true)
                    .get();

    private CsvChoiceLists() {}

    /** The lists of a form, in memory, from the bytes of its resources. */
    public static ChoiceLists read(FormDocument form, Map<String, byte[]> resources) {
        var lists = new LinkedHashMap<String, List<Choice>>();
        for (var source : form.choiceSources().values()) {
            var bytes = resources.get(source.resource());
            if (bytes != null) {
                lists.put(
                        source.name(),
                        read(source, new ByteArrayInputStream(bytes), form.defaultLanguage()));
            }
        }
        return new MemoryChoiceLists(lists);
    }

    private static List<Choice> read(
            ChoiceSource source, ByteArrayInputStream bytes, String language) {
        try (var reader = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            return read(source, reader, language);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of one list; those without a code are left out. The plain label is in {@code language}. */
    public static List<Choice> read(ChoiceSource source, Reader csv, String language)
            throws IOException {
        var choices = new ArrayList<Choice>();
        each(source, csv, language, choices::add);
        return List.copyOf(choices);
    }

    /**
     * Hands the rows of one list over, one by one, as long as {@code more} says so; whether all were. A table that
     * is none throws IOException, UncheckedIOException or IllegalArgumentException.
     */
    public static boolean each(
            ChoiceSource source, Reader csv, String language, Predicate<Choice> more)
            throws IOException {
        try (var parser = FORMAT.parse(withoutMark(csv))) {
            var labels = labelColumns(parser.getHeaderNames(), source.label(), language);
            for (var row : parser) {
                var code = cell(row, source.value());
                if (!code.isEmpty() && !more.test(choice(row, code, labels, source))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Spreadsheets begin UTF-8 files with a byte order mark. */
    private static Reader withoutMark(Reader csv) throws IOException {
        var reader = new BufferedReader(csv);
        reader.mark(1);
        if (reader.read() != '\ufeff') {
            reader.reset();
        }
        return reader;
    }

    private static Choice choice(
            CSVRecord row, String code, Map<String, String> labels, ChoiceSource source) {
        var texts = new HashMap<String, String>();
        labels.forEach(
                (column, tag) -> {
                    var text = cell(row, column);
                    if (!text.isEmpty()) {
                        texts.put(tag, text);
                    }
                });
        var plain = cell(row, source.label());
        var columns = new HashMap<String, String>();
        for (var column : row.getParser().getHeaderNames()) {
            boolean wanted = source.columns().isEmpty() || source.columns().contains(column);
            if (wanted && !cell(row, column).isEmpty()) {
                columns.put(column, cell(row, column));
            }
        }
        return new Choice(
                TextNode.valueOf(code),
                new LocalText(texts, plain.isEmpty() ? code : plain),
                columns);
    }

    private static Map<String, String> labelColumns(
            List<String> header, String label, String language) {
        var columns = new LinkedHashMap<String, String>();
        columns.put(label, language);
        for (var column : header) {
            if (column.startsWith(label + "::")) {
                var tag = column.substring(label.length() + 2);
                int open = tag.lastIndexOf('(');
                tag = open >= 0 ? tag.substring(open + 1).replace(")", "") : tag;
                columns.put(column, tag.trim().toLowerCase(Locale.ROOT));
            }
        }
        return columns;
    }

    private static String cell(CSVRecord row, String column) {
        return row.isSet(column) ? row.get(column) : "";
    }
}
