package org.fieldpost.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.fieldpost.db.Database;
import org.fieldpost.db.ReadTx;
import org.fieldpost.form.Choice;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.ChoiceQuery;
import org.fieldpost.kernel.Json;
import org.jdbi.v3.core.statement.Query;

/** The choice lists of one form out of {@code choice_rows}. */
final class StoredChoiceLists implements ChoiceLists {
    private static final UUID NOTHING = new UUID(0, 0);
    private final Database database;
    private final UUID formId;
    private final Map<Spoken, List<Label>> labels = new ConcurrentHashMap<>();

    StoredChoiceLists(Database database, UUID formId) {
        this.database = database;
        this.formId = formId;
    }

    @Override
    public boolean has(String list) {
        return !names(list, "list").isEmpty();
    }

    @Override
    public Set<String> columns(String list) {
        var columns = new TreeSet<String>();
        for (var json : names(list, "columns")) {
            Json.parse(json).forEach(name -> columns.add(name.asText()));
        }
        return columns;
    }

    private List<String> names(String list, String column) {
        return database.read(
                tx ->
                        tx.handle()
                                .createQuery(
                                        "SELECT "
                                                + column
                                                + " FROM choice_lists WHERE form_id = :form AND list = :list")
                                .bind("form", formId)
                                .bind("list", list)
                                .mapTo(String.class)
                                .list());
    }

    /** The content of a list; an id nothing has when the list is not here. */
    private UUID content(ReadTx tx, String list) {
        return tx.handle()
                .createQuery(
                        "SELECT content_id FROM choice_lists WHERE form_id = :form AND list = :list")
                .bind("form", formId)
                .bind("list", list)
                .mapTo(UUID.class)
                .findOne()
                .orElse(NOTHING);
    }

    @Override
    public Optional<Choice> find(String list, String code) {
        return database.read(
                tx ->
                        about(
                                        tx,
                                        list,
                                        """
                                        SELECT choice FROM choice_rows
                                        WHERE content_id = :content AND code = :code
                                        ORDER BY position LIMIT 1
                                        """)
                                .bind("code", code)
                                .mapTo(String.class)
                                .map(ChoiceRows::choice)
                                .findFirst());
    }

    @Override
    public List<Choice> where(String list, String column, String value, int limit) {
        return database.read(
                tx ->
                        about(
                                        tx,
                                        list,
                                        """
                                        SELECT r.choice FROM choice_values k JOIN choice_rows r
                                            ON r.content_id = k.content_id
                                            AND r.position = k.position
                                        WHERE k.content_id = :content
                                            AND k.name = :name AND k."value" = :value
                                        ORDER BY k.position LIMIT :limit
                                        """)
                                .bind("name", column)
                                .bind("value", ChoiceRows.cut(value))
                                .bind("limit", limit)
                                .mapTo(String.class)
                                .map(ChoiceRows::choice)
                                .list());
    }

    @Override
    public List<Choice> search(String list, ChoiceQuery query) {
        var text = ChoiceRows.folded(query.text());
        var labels =
                this.labels.computeIfAbsent(
                        new Spoken(list, query.locale()), spoken -> fold(list, query.locale()));
        return database.read(
                tx -> {
                    var tiers =
                            List.<List<Integer>>of(
                                    new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
                    for (int position : candidates(tx, list, query, labels.size())) {
                        int rank = labels.get(position).rank(text);
                        if (rank < tiers.size()) {
                            tiers.get(rank).add(position);
                        }
                    }
                    var chosen = new ArrayList<Choice>();
                    for (var tier : tiers) {
                        take(tx, list, query, tier, chosen);
                    }
                    return List.copyOf(chosen);
                });
    }

    private record Spoken(String list, Locale locale) {}

    /** What a row is found by: its label and code, folded. */
    private record Label(String label, String code) {
        int rank(String text) {
            if (label.startsWith(text) || code.startsWith(text)) {
                return 0;
            }
            return label.contains(" " + text) ? 1 : label.contains(text) ? 2 : Integer.MAX_VALUE;
        }
    }

    /** A list's labels, in its order: some 50 bytes a row, and far faster to look through than the table. */
    private List<Label> fold(String list, Locale locale) {
        return database.read(
                tx ->
                        about(
                                        tx,
                                        list,
                                        """
                                        SELECT choice FROM choice_rows
                                        WHERE content_id = :content ORDER BY position
                                        """)
                                .mapTo(String.class)
                                .map(ChoiceRows::choice)
                                .map(
                                        c ->
                                                new Label(
                                                        ChoiceRows.folded(c.label().in(locale)),
                                                        ChoiceRows.folded(c.code())))
                                .list());
    }

    /** Positions whose columns are as the query wants, in list order. */
    private List<Integer> candidates(ReadTx tx, String list, ChoiceQuery query, int rows) {
        List<Integer> narrowed = null;
        for (var filter : query.where().entrySet()) {
            var matching =
                    about(
                                    tx,
                                    list,
                                    """
                                    SELECT position FROM choice_values
                                    WHERE content_id = :content AND name = :name
                                        AND "value" = :value ORDER BY position
                                    """)
                            .bind("name", filter.getKey())
                            .bind("value", ChoiceRows.cut(filter.getValue()))
                            .mapTo(Integer.class)
                            .list();
            if (narrowed == null) {
                narrowed = matching;
            } else {
                var others = Set.copyOf(matching);
                narrowed = narrowed.stream().filter(others::contains).toList();
            }
        }
        return narrowed == null ? IntStream.range(0, rows).boxed().toList() : narrowed;
    }

    /** Reads rows at positions until the limit is reached; one by one, as H2 uses the key for that only. */
    private void take(
            ReadTx tx,
            String list,
            ChoiceQuery query,
            List<Integer> positions,
            List<Choice> chosen) {
        for (int position : positions) {
            if (chosen.size() >= query.limit()) {
                return;
            }
            var choice = row(tx, list, position);
            if (query.also().test(choice)) {
                chosen.add(choice);
            }
        }
    }

    private Choice row(ReadTx tx, String list, int position) {
        return about(
                        tx,
                        list,
                        """
                        SELECT choice FROM choice_rows
                        WHERE content_id = :content AND position = :position
                        """)
                .bind("position", position)
                .mapTo(String.class)
                .map(ChoiceRows::choice)
                .one();
    }

    private Query about(ReadTx tx, String list, String sql) {
        return tx.handle().createQuery(sql).bind("content", content(tx, list));
    }
}
