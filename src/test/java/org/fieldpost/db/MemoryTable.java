package org.fieldpost.db;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.h2.engine.SessionLocal;
import org.h2.result.Row;
import org.h2.table.Table;
import org.h2.table.TableType;
import org.h2.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are taken out and put back whole, below SQL: H2's rows are never changed, only replaced, so a list
 * of them is what the table was. Looks at the rows again only when the table was written to since.
 */
final class MemoryTable {
    private final Table table;
    private @Nullable List<Row> rows;
    private long asOf;

    private MemoryTable(Table table) {
        this.table = table;
    }

    /** All tables but that of the migrations, by name. */
    static List<MemoryTable> all(SessionLocal session) {
        return session.getDatabase().getMainSchema().getAllTablesAndViews(session).stream()
                .filter(table -> table.getTableType() == TableType.TABLE)
                .filter(table -> !table.getName().equals("schema_history"))
                .sorted(Comparator.comparing(Table::getName))
                .map(MemoryTable::new)
                .toList();
    }

    String name() {
        return table.getName();
    }

    /** Moves with each committed write. */
    long changes() {
        return table.getMaxDataModificationId();
    }

    /** The rows as they are; the same list as long as nobody writes. */
    List<Row> rows(SessionLocal session) {
        long now = changes();
        var held = rows;
        if (held == null || now != asOf) {
            var found = new ArrayList<Row>();
            var each = table.getScanIndex(session).find(session, null, null, false);
            while (each.next()) {
                found.add(each.get());
            }
            held = List.copyOf(found);
            rows = held;
            asOf = now;
        }
        return held;
    }

    /** Puts rows in the place of those that are there, as they are: no constraint is asked. */
    @SuppressWarnings("ReferenceEquality") // the very same list: nobody wrote
    void replace(SessionLocal session, List<Row> others) {
        if (rows(session) == others) {
            return;
        }
        table.truncate(session);
        for (var row : others) {
            table.addRow(session, row);
        }
        rows = null;
    }

    /** The values of a row, those the database derives from others left out. */
    List<Value> values(Row row) {
        var values = new ArrayList<Value>();
        for (var column : table.getColumns()) {
            if (!column.isGenerated()) {
                values.add(row.getValue(column.getColumnId()));
            }
        }
        return values;
    }

    @SuppressWarnings("ReferenceEquality") // the very same list: nobody wrote
    static boolean same(List<Row> some, List<Row> others) {
        if (some == others) {
            return true;
        }
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!Arrays.equals(some.get(i).getValueList(), others.get(i).getValueList())) {
                return false;
            }
        }
        return true;
    }
}
