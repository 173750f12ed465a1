package org.fieldpost.form;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Choice lists held in memory: by code and by column in one step, by text in one pass over folded labels. */
public final class MemoryChoiceLists implements ChoiceLists {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private final Map<String, ListIndex> lists = new LinkedHashMap<>();

    /** Lists by name; of rows with the same code the first counts. */
    public MemoryChoiceLists(Map<String, List<Choice>> lists) {
        lists.forEach((name, rows) -> this.lists.put(name, new ListIndex(rows)));
    }

    @Override
    public boolean has(String list) {
        return lists.containsKey(list);
    }

    @Override
    public Set<String> columns(String list) {
        var index = lists.get(list);
        var columns = new TreeSet<String>();
        if (index != null) {
            index.rows.forEach(row -> columns.addAll(row.columns().keySet()));
        }
        return columns;
    }

    @Override
    public List<Choice> search(String list, ChoiceQuery query) {
        var index = lists.get(list);
        return index == null ? List.of() : index.search(query);
    }

    @Override
    public Optional<Choice> find(String list, String code) {
        var index = lists.get(list);
        return index == null ? Optional.empty() : Optional.ofNullable(index.byCode.get(code));
    }

    @Override
    public List<Choice> where(String list, String column, String value, int limit) {
        var index = lists.get(list);
        if (index == null) {
            return List.of();
        }
        var rows = index.column(column).getOrDefault(value, new int[0]);
        return Arrays.stream(rows).limit(limit).mapToObj(index.rows::get).toList();
    }

    /** Lower case without accents, so that "ecole" finds "École". */
    static String folded(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    private static final class ListIndex {
        private final List<Choice> rows;
        private final Map<String, Choice> byCode = new HashMap<>();
        private final Map<String, Map<String, int[]>> byColumn = new ConcurrentHashMap<>();
        private final Map<Locale, String[]> foldedLabels = new ConcurrentHashMap<>();

        ListIndex(List<Choice> rows) {
            this.rows = List.copyOf(rows);
            this.rows.forEach(row -> byCode.putIfAbsent(row.code(), row));
        }

        Map<String, int[]> column(String column) {
            return byColumn.computeIfAbsent(column, this::indexed);
        }

        private Map<String, int[]> indexed(String column) {
            var found = new HashMap<String, List<Integer>>();
            for (int i = 0; i < rows.size(); i++) {
                var value = rows.get(i).columns().get(column);
                if (value != null) {
                    found.computeIfAbsent(value, v -> new ArrayList<>()).add(i);
                }
            }
            var index = new HashMap<String, int[]>();
            found.forEach((v, at) -> index.put(v, at.stream().mapToInt(i -> i).toArray()));
            return index;
        }

        List<Choice> search(ChoiceQuery query) {
            var text = folded(query.text());
            var labels = foldedLabels.computeIfAbsent(query.locale(), this::fold);
            var ranked =
                    List.of(
                            new ArrayList<Choice>(),
                            new ArrayList<Choice>(),
                            new ArrayList<Choice>());
            for (int at : candidates(query)) {
                int rank = rank(labels[at], rows.get(at).code(), text);
                if (rank < 3
                        && ranked.get(rank).size() < query.limit()
                        && query.also().test(rows.get(at))) {
                    ranked.get(rank).add(rows.get(at));
                    if (ranked.getFirst().size() == query.limit()) {
                        break;
                    }
                }
            }
            return ranked.stream().flatMap(List::stream).limit(query.limit()).toList();
        }

        private String[] fold(Locale locale) {
            return rows.stream().map(row -> folded(row.label().in(locale))).toArray(String[]::new);
        }

        private int[] candidates(ChoiceQuery query) {
            if (query.where().isEmpty()) {
                var all = new int[rows.size()];
                Arrays.setAll(all, i -> i);
                return all;
            }
            var columns = new ArrayList<>(query.where().entrySet());
            var first = columns.removeFirst();
            var narrowed =
                    Arrays.stream(
                            column(first.getKey()).getOrDefault(first.getValue(), new int[0]));
            for (var more : columns) {
                narrowed =
                        narrowed.filter(
                                i ->
                                        more.getValue()
                                                .equals(rows.get(i).columns().get(more.getKey())));
            }
            return narrowed.toArray();
        }

        private static int rank(String label, String code, String text) {
            if (label.startsWith(text) || code.regionMatches(true, 0, text, 0, text.length())) {
                return 0;
            }
            return label.contains(" " + text) ? 1 : label.contains(text) ? 2 : 3;
        }
    }
}
