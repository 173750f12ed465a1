package org.fieldpost.db;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.api.TableEngine;
import org.h2.command.Prepared;
import org.h2.command.ddl.CreateTableData;
import org.h2.engine.SessionLocal;
import org.h2.index.Index;
import org.h2.message.DbException;
import org.h2.mvstore.db.MVTable;
import org.h2.mvstore.db.Store;
import org.h2.result.LocalResult;
import org.h2.result.Row;
import org.h2.result.SearchRow;
import org.h2.table.Column;
import org.h2.table.Table;
import org.h2.value.DataType;

/**
 * H2's tables, whose {@code UPDATE} leaves an index alone if it has none of the changed columns. H2's own takes the old
 * row out of every index and adds the new one to each, though it knows how to do less ({@link MVTable#updateRow}) and
 * does for its own catalogue. What lies in the file is the same, so either can read what the other wrote.
 *
 * <p>Made by H2 by name, for every table, as {@code DEFAULT_TABLE_ENGINE} of {@link H2File}.
 */
public final class LeanTables implements TableEngine {
    /** H2 makes it. */
    public LeanTables() {}

    @Override
    public Table createTable(CreateTableData data) {
        var store = data.schema.getDatabase().getStore();
        // Not written beside the table: any H2 opens the file.
        data.tableEngine = null;
        boolean plain = data.temporary || data.columns.stream().anyMatch(LeanTables::isLarge);
        return plain ? store.createTable(data) : new LeanTable(data, store);
    }

    /** On a rollback H2 frees their values through a list of its own tables. */
    private static boolean isLarge(Column column) {
        return DataType.isLargeObject(column.getType().getValueType());
    }

    private static final class LeanTable extends MVTable {
        LeanTable(CreateTableData data, Store store) {
            super(data, store);
        }

        /** H2 holds the table's class meanwhile: the same for all tables, or two threads wait for each other. */
        @Override
        @SuppressWarnings({"NonApiType", "LockOnNonEnclosingClassLiteral"}) // as H2 has it
        public ArrayList<SessionLocal> checkDeadlock(
                SessionLocal session, SessionLocal clash, Set<SessionLocal> visited) {
            synchronized (MVTable.class) {
                return super.checkDeadlock(session, clash, visited);
            }
        }

        @Override
        public void updateRows(Prepared prepared, SessionLocal session, LocalResult rows) {
            boolean inTurn = canChangeInTurn(rows);
            rows.reset();
            if (inTurn) {
                changeInTurn(prepared, session, rows);
            } else {
                super.updateRows(prepared, session, rows);
            }
        }

        /**
         * Rows may be changed one after the other unless one needs what another leaves only later, a key that is to be
         * unique; or moves, since its number is its key.
         */
        private boolean canChangeInTurn(LocalResult rows) {
            var unique = getIndexes().stream().filter(i -> i.getIndexType().isUnique()).toList();
            boolean alone = rows.getRowCount() == 2;
            while (rows.next()) {
                var was = rows.currentRowForTable();
                rows.next();
                var is = rows.currentRowForTable();
                if (moves(was, is) || (!alone && changesAny(unique, was, is))) {
                    return false;
                }
            }
            return true;
        }

        private boolean moves(Row was, Row is) {
            int main = getMainIndexColumn();
            return main != SearchRow.ROWID_INDEX && !was.getValue(main).equals(is.getValue(main));
        }

        private static boolean changesAny(List<Index> indexes, Row was, Row is) {
            return indexes.stream()
                    .flatMap(index -> Arrays.stream(index.getIndexColumns()))
                    .map(column -> column.column.getColumnId())
                    .anyMatch(id -> !was.getValue(id).equals(is.getValue(id)));
        }

        private void changeInTurn(Prepared prepared, SessionLocal session, LocalResult rows) {
            var before = session.setSavepoint();
            try {
                while (rows.next()) {
                    prepared.checkCanceled();
                    var was = rows.currentRowForTable();
                    rows.next();
                    updateRow(session, was, rows.currentRowForTable());
                }
            } catch (DbException e) {
                if (e.getErrorCode() == ErrorCode.CONCURRENT_UPDATE_1
                        || e.getErrorCode() == ErrorCode.ROW_NOT_FOUND_WHEN_DELETING_1) {
                    // H2 tries the statement again.
                    session.rollbackTo(before);
                }
                throw e;
            }
        }
    }
}
