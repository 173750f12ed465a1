package org.fieldpost.app.doctor;

import org.fieldpost.db.DatabaseProblem;
import org.fieldpost.store.Numbered;
import org.fieldpost.store.Profile;
import org.fieldpost.store.WholeTables;
import org.fieldpost.store.WholeTables.Wrong;

/** The database opened; every row of every table is read once. */
final class TableCheck {
    private static final int ROWS_AT_ONCE = 200;
    private static final System.Logger LOG = System.getLogger(TableCheck.class.getName());
    private final Profile profile;
    private final WholeTables tables;
    private long rows;

    TableCheck(Profile profile) {
        this.profile = profile;
        tables = new WholeTables(profile.tables());
    }

    String look(Chart chart) {
        var opening = profile.opening();
        var aside = opening.aside();
        if (aside != null) {
            chart.note(Ailment.REBUILT, "kept in " + aside.getFileName());
        } else {
            chart.count(Ailment.RECOVERED, opening.recovered());
        }
        var names = profile.database().read(tables::names);
        for (var table : names) {
            if (!readToItsEnd(table, chart)) {
                return "the database stopped being readable in the table " + table;
            }
        }
        long bad = chart.countOf(Ailment.ROW_UNREADABLE) + chart.countOf(Ailment.ROW_CHANGED);
        return bad + chart.countOf(Ailment.TABLE_UNREADABLE) == 0
                ? "the database opens; %,d rows in %,d tables, each read"
                        .formatted(rows, names.size())
                : "the database opens; %,d rows in %,d tables, of which %,d are damaged"
                        .formatted(rows, names.size(), bad);
    }

    /** False when the whole database cannot be used any more. */
    private boolean readToItsEnd(String table, Chart chart) {
        long after = Numbered.START;
        boolean more = true;
        while (more) {
            long from = after;
            Numbered<WholeTables.Seen> some;
            try {
                some = profile.database().read(tx -> tables.rows(tx, table, from, ROWS_AT_ONCE));
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.DEBUG, "cannot read " + table, e);
                chart.note(
                        Ailment.TABLE_UNREADABLE,
                        from == Numbered.START ? table : "%s behind row %d".formatted(table, from));
                return !(e instanceof DatabaseProblem);
            }
            some.rows().forEach(row -> note(row, chart));
            rows += some.rows().size();
            after = some.last();
            more = !some.isLast();
        }
        return true;
    }

    private static void note(WholeTables.Seen row, Chart chart) {
        if (row.wrong() != null) {
            chart.note(
                    row.wrong() == Wrong.CHANGED ? Ailment.ROW_CHANGED : Ailment.ROW_UNREADABLE,
                    row.table() + " " + row.name());
        }
    }
}
