package org.fieldpost.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.fieldpost.db.Database;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.form.Choice;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.LocalText;
import org.fieldpost.kernel.Json;

/**
 * {@code choice_rows} and what they are found by: choice lists too long to be held in memory. Rows are kept by content
 * (a file and how it is read), which the versions of a form and other forms share; they come in piece by piece, and
 * a list is there, whole, from the moment it is linked.
 */
public final class ChoiceRows {
    private static final int BATCH = 2_000;
    private static final int VALUE_CHARS_MAX = 500;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** Puts a list in, in the place of the one of that name. Of rows with the same code the first counts. */
    public void install(WriteTx tx, UUID formId, String list, List<Choice> choices) {
        var content =
                EntityWrites.derived(
                        formId, UUID.nameUUIDFromBytes(list.getBytes(StandardCharsets.UTF_8)));
        discard(tx, content);
        for (int from = 0; from < choices.size(); from += BATCH) {
            int to = Math.min(choices.size(), from + BATCH);
            stage(tx, content, from, choices.subList(from, to));
        }
        var columns = new TreeSet<String>();
        choices.forEach(choice -> columns.addAll(choice.columns().keySet()));
        link(tx, formId, list, content, columns);
    }

    /** How many rows of a content are here; it goes on from there. */
    public int staged(ReadTx tx, UUID content) {
        return tx.handle()
                .createQuery(
                        "SELECT coalesce(max(position) + 1, 0) FROM choice_rows WHERE content_id = :content")
                .bind("content", content)
                .mapTo(Integer.class)
                .one();
    }

    /** Adds the next rows of a content, of which {@code from} are here; nobody sees them before {@link #link}. */
    public void stage(WriteTx tx, UUID content, int from, List<Choice> choices) {
        if (!choices.isEmpty()) {
            insertRows(tx, content, from, choices);
            insertValues(tx, content, from, choices);
        }
    }

    /** The columns of a content that some list has already: then all its rows are here. */
    public Optional<Set<String>> complete(ReadTx tx, UUID content) {
        return tx.handle()
                .createQuery("SELECT columns FROM choice_lists WHERE content_id = :content LIMIT 1")
                .bind("content", content)
                .mapTo(String.class)
                .findOne()
                .map(
                        json -> {
                            var columns = new TreeSet<String>();
                            Json.parse(json).forEach(name -> columns.add(name.asText()));
                            return columns;
                        });
    }

    /** All rows of a content are here: the form's list is these rows from now on. */
    public void link(
            WriteTx tx, UUID formId, String list, UUID content, Collection<String> columns) {
        tx.handle()
                .createUpdate(
                        """
                        MERGE INTO choice_lists (form_id, list, content_id, columns)
                        KEY (form_id, list) VALUES (:form, :list, :content, :columns)
                        """)
                .bind("form", formId)
                .bind("list", list)
                .bind("content", content)
                .bind("columns", names(new TreeSet<>(columns)))
                .execute();
    }

    /** Forgets the rows of a content. */
    public void discard(WriteTx tx, UUID content) {
        for (var table : List.of("choice_values", "choice_rows")) {
            tx.handle()
                    .createUpdate("DELETE FROM " + table + " WHERE content_id = :content")
                    .bind("content", content)
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

    private static void insertRows(WriteTx tx, UUID content, int from, List<Choice> choices) {
        try (var batch =
                tx.handle()
                        .prepareBatch(
                                """
                                INSERT INTO choice_rows (content_id, position, code, choice)
                                VALUES (:content, :position, :code, :choice)
                                """)) {
            for (int i = 0; i < choices.size(); i++) {
                var choice = choices.get(i);
                batch.bind("content", content)
                        .bind("position", from + i)
                        .bind("code", choice.code())
                        .bind("choice", Json.write(json(choice)))
                        .add();
            }
            batch.execute();
        }
    }

    private static void insertValues(WriteTx tx, UUID content, int from, List<Choice> choices) {
        try (var batch =
                tx.handle()
                        .prepareBatch(
                                """
                                INSERT INTO choice_values (content_id, name, "value", position)
                                VALUES (:content, :name, :value, :position)
                                """)) {
            int added = 0;
            for (int i = 0; i < choices.size(); i++) {
                for (var value : choices.get(i).columns().entrySet()) {
                    batch.bind("content", content)
                            .bind("name", value.getKey())
                            .bind("value", cut(value.getValue()))
                            .bind("position", from + i)
                            .add();
                    added++;
                }
            }
            if (added > 0) {
                batch.execute();
            }
        }
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
