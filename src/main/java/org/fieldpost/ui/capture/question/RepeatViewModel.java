package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.GroupQuestion;
import org.fieldpost.form.NoteQuestion;
import org.fieldpost.form.Question;
import org.fieldpost.form.RepeatQuestion;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a repeat as a short table, one row at a time open for editing. Of many rows one page of {@link
 * #PAGE_ROWS} is drawn. Rows are known by their keys, so that the open one stays open when others come and go.
 */
public final class RepeatViewModel {
    static final int PAGE_ROWS = 50;
    static final int COLUMNS_MAX = 5;

    /**
     * A row as the table shows it.
     *
     * @param key stays with the row
     * @param cells answers in words, in the order of {@link #columns}
     * @param wrong how many of its answers are wrong
     */
    public record Line(String key, int index, List<String> cells, int wrong) {
        public Line {
            cells = List.copyOf(cells);
        }
    }

    /** A row taken away that can still be brought back. */
    record Removed(int index, ObjectNode row) {}

    private final AnswerSheet sheet;
    private final RepeatQuestion question;
    private final AnswerPath path;
    private final List<Question> columns;
    private final ObservableList<Line> lines = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable String> openKey = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Removed> undo = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper page = new ReadOnlyIntegerWrapper();

    public RepeatViewModel(AnswerSheet sheet, RepeatQuestion question, AnswerPath path) {
        this.sheet = sheet;
        this.question = question;
        this.path = path;
        this.columns =
                question.inner().stream()
                        .filter(inner -> !(inner instanceof NoteQuestion))
                        .filter(inner -> !(inner instanceof GroupQuestion))
                        .limit(COLUMNS_MAX)
                        .toList();
        refresh();
    }

    public List<Question> columns() {
        return columns;
    }

    public AnswerPath path() {
        return path;
    }

    public RepeatQuestion question() {
        return question;
    }

    /** Reads the rows of the page again. */
    public void refresh() {
        int count = rowCount();
        if (openKey.get() != null && openPath() == null) {
            openKey.set(null);
        }
        page.set(Math.clamp(page.get(), 0, Math.max(0, (count - 1) / PAGE_ROWS)));
        int from = page.get() * PAGE_ROWS;
        var now = new ArrayList<Line>();
        for (int i = from; i < Math.min(count, from + PAGE_ROWS); i++) {
            now.add(line(i));
        }
        for (int i = 0; i < now.size(); i++) {
            if (i >= lines.size()) {
                lines.add(now.get(i));
            } else if (!lines.get(i).equals(now.get(i))) {
                lines.set(i, now.get(i));
            }
        }
        lines.remove(now.size(), lines.size());
    }

    private Line line(int index) {
        AnswerPath row = path.row(index);
        var cells = new ArrayList<String>();
        for (Question column : columns) {
            AnswerPath at = row.child(column.name());
            cells.add(sheet.relevant(at) ? sheet.text().of(column, sheet.value(at)) : "–");
        }
        return new Line(sheet.session().rowKey(row), index, cells, wrong(question.inner(), row));
    }

    private int wrong(List<Question> inner, AnswerPath row) {
        int wrong = 0;
        for (Question each : inner) {
            if (!(each instanceof NoteQuestion)) {
                AnswerPath at = row.child(each.name());
                boolean counts = sheet.relevant(at);
                wrong +=
                        !counts
                                ? 0
                                : (int)
                                        sheet.problems(at).stream()
                                                .filter(
                                                        p ->
                                                                sheet.problemsShown()
                                                                        || !p.isMissing())
                                                .count();
                if (counts && each instanceof GroupQuestion group) {
                    wrong += wrong(group.inner(), at);
                }
            }
        }
        return wrong;
    }

    public int rowCount() {
        return sheet.session().rowCount(path);
    }

    public boolean canAdd() {
        Integer most = question.rowsMax();
        return !sheet.readOnly(path) && (most == null || rowCount() < most);
    }

    public boolean canRemove() {
        return !sheet.readOnly(path) && rowCount() > 0;
    }

    /** Adds a row at the end and opens it. */
    public void add() {
        if (!canAdd()) {
            return;
        }
        undo.set(null);
        sheet.addRow(path);
        int last = rowCount() - 1;
        page.set(last / PAGE_ROWS);
        refresh();
        openKey.set(sheet.session().rowKey(path.row(last)));
    }

    /** Takes a row away; {@link #undo} brings it back until the next change of the rows. */
    public void remove(String key) {
        AnswerPath row = sheet.session().rowWithKey(path, key);
        if (row != null && canRemove()) {
            int index = Integer.parseInt(row.last());
            JsonNode all = sheet.value(path);
            sheet.removeRow(path, index);
            refresh();
            if (all != null && all.get(index) instanceof ObjectNode taken) {
                undo.set(new Removed(index, taken));
            }
        }
    }

    /** Brings the last removed row back. */
    public void undo() {
        Removed removed = undo.get();
        if (removed != null) {
            undo.set(null);
            sheet.restoreRow(path, Math.min(removed.index(), rowCount()), removed.row());
            refresh();
        }
    }

    /** Opens a row for editing, or closes it with null. */
    public void open(@Nullable String key) {
        openKey.set(key);
    }

    /** Opens the row of this index, on whatever page it is. */
    public void openIndex(int index) {
        if (index < rowCount()) {
            page.set(index / PAGE_ROWS);
            refresh();
            openKey.set(sheet.session().rowKey(path.row(index)));
        }
    }

    /** Where the open row is now; null when none is open. */
    public @Nullable AnswerPath openPath() {
        String key = openKey.get();
        return key == null ? null : sheet.session().rowWithKey(path, key);
    }

    public void turnTo(int newPage) {
        page.set(newPage);
        openKey.set(null);
        refresh();
    }

    public int pages() {
        return Math.max(1, (rowCount() + PAGE_ROWS - 1) / PAGE_ROWS);
    }

    public ObservableList<Line> lines() {
        return lines;
    }

    public ReadOnlyObjectProperty<@Nullable String> openKeyProperty() {
        return openKey.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Removed> undoProperty() {
        return undo.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty pageProperty() {
        return page.getReadOnlyProperty();
    }
}
