package org.fieldpost.form;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fieldpost.form.expr.Node;
import org.jspecify.annotations.Nullable;

/** A repeat with its rows. */
final class RepeatCell extends Cell {
    private final List<RowCell> rows = new ArrayList<>();
    private @Nullable Integer rowsWanted;

    RepeatCell(Slot slot, Cell holder) {
        super(slot, holder);
    }

    /** How many rows its count asks for; null = as many as people add. */
    @Nullable Integer rowsWanted() {
        return rowsWanted;
    }

    void setRowsWanted(@Nullable Integer now) {
        rowsWanted = now;
    }

    List<RowCell> rows() {
        return Collections.unmodifiableList(rows);
    }

    void insert(int index, RowCell row) {
        rows.add(index, row);
        number(index);
    }

    void remove(int index) {
        rows.remove(index);
        number(index);
    }

    void move(int from, int to) {
        rows.add(to, rows.remove(from));
        number(Math.min(from, to));
    }

    boolean hasKey(String key) {
        return rows.stream().anyMatch(row -> row.key().equals(key));
    }

    private void number(int first) {
        for (int i = first; i < rows.size(); i++) {
            rows.get(i).setIndex(i);
        }
    }

    @Override
    List<RowCell> inner() {
        return rows();
    }

    @Override
    boolean isBlank() {
        return rows.isEmpty();
    }

    @Override
    public List<Node> children(String name) {
        return List.of();
    }
}
