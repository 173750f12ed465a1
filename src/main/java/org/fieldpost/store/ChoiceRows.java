package org.fieldpost.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.fieldpost.db.Database;
import org.fieldpost.db.WriteTx;
import org.fieldpost.form.Choice;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.LocalText;
import org.fieldpost.kernel.Json;
import org.jdbi.v3.core.statement.PreparedBatch;

/** {@code choice_rows} and what they are found by: choice lists too long to be held in memory. */
public final class ChoiceRows {
    private static final int BATCH = 2_000;
    private static final int VALUE_CHARS_MAX = 500;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** Puts a list in, in the place of the one of that name. Of rows with the same code the first counts. */
    public void install(WriteTx tx, UUID formId, String list, List<Choice> choices) {
        remove(tx, formId, list);
        var columns = new TreeSet<String>();
        choices.forEach(choice -> columns.addAll(choice.columns().keySet()));
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO choice_lists (form_id, list, columns)
                        VALUES (:form, :list, :columns)
                        """)
                .bind("form", formId)
                .bind("list", list)
                .bind("columns", names(columns))
                .execute();
        for (int from = 0; from < choices.size(); from += BATCH) {
            int to = Math.min(choices.size(), from + BATCH);
            insertRows(tx, formId, list, choices, from, to);
            insertValues(tx, formId, list, choices, from, to);
        }
    }

    /** Takes a list out. */
    public void remove(WriteTx tx, UUID formId, String list) {
        for (var table : List.of("choice_values", "choice_rows", "choice_lists")) {
            tx.handle()
                    .createUpdate(
                            "DELETE FROM " + table + " WHERE form_id = :form AND list = :list")
                    .bind("form", formId)
                    .bind("list", list)
                    .execute();
        }
    }

    /** The lists of a form; each look-up is a read of its own. Keep it: it remembers folded labels. */
    public ChoiceLists of(Database database, UUID formId) {
        return new StoredChoiceLists(database, formId);
    }

    private static String names(Set<String> names) {
        var array = Json.array();
        names.forEach(array::add);
        return Json.write(array);
    }

    private static void insertRows(
            WriteTx tx, UUID formId, String list, List<Choice> choices, int from, int to) {
        try (var batch =
                tx.handle()
                        .prepareBatch(
                                """
                                INSERT INTO choice_rows (form_id, list, position, code, choice)
                                VALUES (:form, :list, :position, :code, :choice)
                                """)) {
            for (int i = from; i < to; i++) {
                var choice = choices.get(i);
                batch.bind("form", formId)
                        .bind("list", list)
                        .bind("position", i)
                        .bind("code", choice.code())
                        .bind("choice", Json.write(json(choice)))
                        .add();
            }
            batch.execute();
        }
    }

    private static void insertValues(
            WriteTx tx, UUID formId, String list, List<Choice> choices, int from, int to) {
        try (var batch =
                tx.handle()
                        .prepareBatch(
                                """
                                INSERT INTO choice_values (form_id, list, name, "value", position)
                                VALUES (:form, :list, :name, :value, :position)
                                """)) {
            for (int i = from; i < to; i++) {
                for (var value : choices.get(i).columns().entrySet()) {
                    add(batch, formId, list, value, i);
                }
            }
            batch.execute();
        }
    }

    private static void add(
            PreparedBatch batch,
            UUID formId,
            String list,
            Map.Entry<String, String> value,
            int position) {
        batch.bind("form", formId)
                .bind("list", list)
                .bind("name", value.getKey())
                .bind("value", cut(value.getValue()))
                .bind("position", position)
                .add();
    }

    /** Lower case without accents, so that "ecole" finds "École". */
    static String folded(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    static String cut(String text) {
        return text.substring(0, Math.min(text.length(), VALUE_CHARS_MAX));
    }

    private static ObjectNode json(Choice choice) {
        var json = Json.object();
        json.set("value", choice.value());
        json.put("otherwise", choice.label().otherwise());
        var labels = json.putObject("labels");
        choice.label().byLanguage().forEach(labels::put);
        var columns = json.putObject("columns");
        choice.columns().forEach(columns::put);
        return json;
    }

    /** A choice as it was put in. */
    static Choice choice(String json) {
        var node = Json.parse(json);
        return new Choice(
                node.path("value"),
                new LocalText(texts(node.path("labels")), node.path("otherwise").asText()),
                texts(node.path("columns")));
    }

    private static Map<String, String> texts(JsonNode object) {
        var texts = new HashMap<String, String>();
        object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }
}
