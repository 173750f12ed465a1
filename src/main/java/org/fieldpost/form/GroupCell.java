package org.fieldpost.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fieldpost.form.expr.Node;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** A group, the root, or a row of a repeat: an object. */
non-sealed class GroupCell extends Cell {
    private final Map<String, Cell> inner = new LinkedHashMap<>();

    /** Properties no question stands for: kept as they came. */
    private final ObjectNode others = Json.object();

    GroupCell(Slot slot, @Nullable Cell holder) {
        super(slot, holder);
        for (var child : slot.inner().values()) {
            inner.put(child.name(), made(child));
        }
    }

    private Cell made(Slot child) {
        return switch (child.question()) {
            case GroupQuestion g -> new GroupCell(child, this);
            case RepeatQuestion r -> new RepeatCell(child, this);
            case Question q -> new AnswerCell(child, this);
        };
    }

    @Nullable Cell cell(String name) {
        return inner.get(name);
    }

    ObjectNode others() {
        return others;
    }

    @Override
    List<Cell> inner() {
        return new ArrayList<>(inner.values());
    }

    @Override
    boolean isBlank() {
        return others.isEmpty() && inner.values().stream().allMatch(Cell::isBlank);
    }

    @Override
    public List<Node> children(String name) {
        Collection<Cell> wanted =
                name.equals("*")
                        ? inner.values()
                        : inner.containsKey(name) ? List.of(inner.get(name)) : List.of();
        var found = new ArrayList<Node>();
        for (var cell : wanted) {
            if (cell.asked()) {
                if (cell instanceof RepeatCell repeat) {
                    found.addAll(repeat.rows());
                } else {
                    found.add(cell);
                }
            }
        }
        return found;
    }
}
