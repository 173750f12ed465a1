package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.Json;

/** Cells from the data of a submission, and back. What no cell can hold is kept as it came. */
final class CellData {
    /** The reserved property of a row. */
    static final String KEY = "_key";

    private CellData() {}

    static void fill(GroupCell group, ObjectNode data, Ids ids) {
        for (var property : data.properties()) {
            var value = property.getValue();
            boolean key = group instanceof RowCell && property.getKey().equals(KEY);
            if (!key && !filled(group.cell(property.getKey()), value, ids) && !value.isNull()) {
                group.others().set(property.getKey(), value.deepCopy());
            }
        }
    }

    private static boolean filled(
            @org.jspecify.annotations.Nullable Cell cell, JsonNode value, Ids ids) {
        return switch (cell) {
            case null -> false;
            case AnswerCell answer -> {
                answer.setAnswer(Answers.stored(value));
                yield true;
            }
            case GroupCell group -> {
                if (value instanceof ObjectNode object) {
                    fill(group, object, ids);
                }
                yield value.isObject();
            }
            case RepeatCell repeat -> {
                boolean objects = value.isArray();
                for (var row : value) {
                    objects &= row.isObject();
                }
                if (objects) {
                    value.forEach(row -> addRow(repeat, (ObjectNode) row, ids));
                }
                yield objects;
            }
        };
    }

    private static void addRow(RepeatCell repeat, ObjectNode data, Ids ids) {
        insertRow(repeat, repeat.rows().size(), data, ids);
    }

    /** A row with the answers and, if it is free, the key in {@code data}. */
    static RowCell insertRow(RepeatCell repeat, int index, ObjectNode data, Ids ids) {
        var key = data.path(KEY).asText("");
        boolean usable = !key.isBlank() && !repeat.hasKey(key);
        var row = new RowCell(repeat, usable ? key : newKey(repeat, ids));
        repeat.insert(index, row);
        fill(row, data, ids);
        return row;
    }

    /** Short, and unlike any other row's, on this device or another. */
    static String newKey(RepeatCell repeat, Ids ids) {
        while (true) {
            var id = ids.next();
            long mixed = id.getMostSignificantBits() * 31 ^ id.getLeastSignificantBits();
            var key = Long.toUnsignedString(mixed, Character.MAX_RADIX);
            if (!repeat.hasKey(key)) {
                return key;
            }
        }
    }

    /**
     * The data of a group.
     *
     * @param relevantOnly whether answers of irrelevant questions are left out
     */
    static ObjectNode data(GroupCell group, boolean relevantOnly) {
        var data = Json.object();
        if (group instanceof RowCell row) {
            data.put(KEY, row.key());
        }
        for (var cell : group.inner()) {
            if (relevantOnly && !cell.asked()) {
                continue;
            }
            switch (cell) {
                case AnswerCell answer -> {
                    if (answer.answer() != null) {
                        data.set(cell.name(), answer.answer().deepCopy());
                    }
                }
                case GroupCell inner -> {
                    var object = data(inner, relevantOnly);
                    if (!object.isEmpty()) {
                        data.set(cell.name(), object);
                    }
                }
                case RepeatCell repeat -> {
                    if (!repeat.rows().isEmpty()) {
                        var rows = Json.array();
                        repeat.rows().forEach(row -> rows.add(data(row, relevantOnly)));
                        data.set(cell.name(), rows);
                    }
                }
            }
        }
        for (var other : group.others().properties()) {
            if (!data.has(other.getKey())) {
                data.set(other.getKey(), other.getValue().deepCopy());
            }
        }
        return data;
    }

    /** A copy without row keys, as the schema and the outside see the data. */
    static JsonNode withoutKeys(JsonNode data) {
        var copy = data.deepCopy();
        strip(copy, false);
        return copy;
    }

    private static void strip(JsonNode node, boolean row) {
        if (row && node instanceof ObjectNode object) {
            object.remove(KEY);
        }
        node.forEach(child -> strip(child, node.isArray()));
    }

    /** How many answers lie where nothing is asked; what was calculated there nobody gave. */
    static int hiddenAnswers(Cell cell) {
        if (cell instanceof AnswerCell answer) {
            boolean given = answer.answer() != null && !answer.slot().question().isCalculated();
            return given && !answer.relevant() ? 1 : 0;
        }
        return cell.inner().stream().mapToInt(CellData::hiddenAnswers).sum();
    }
}
