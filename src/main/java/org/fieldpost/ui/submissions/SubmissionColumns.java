package org.fieldpost.ui.submissions;

import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import org.fieldpost.store.SubmissionLine;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.StatusChip;
import org.fieldpost.ui.kit.TimeLabel;
import org.fieldpost.ui.kit.TimeWords;
import org.fieldpost.ui.shell.Frame;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The columns of the list: what it is called, where it stands, who, when, how many photos. */
final class SubmissionColumns {
    private static final int LINES_AHEAD = 25;
    private final Words words;
    private final Frame frame;
    private final TimeWords times;
    private final UnaryOperator<String> formNames;
    private final Runnable more;

    SubmissionColumns(Words words, Frame frame, UnaryOperator<String> formNames, Runnable more) {
        this.words = words;
        this.formNames = formNames;
        this.frame = frame;
        this.times = new TimeWords(words, frame.zone());
        this.more = more;
    }

    void build(
            TableView<SubmissionLine> table,
            TableColumn<SubmissionLine, SubmissionLine> summary,
            TableColumn<SubmissionLine, SubmissionLine> status,
            TableColumn<SubmissionLine, SubmissionLine> who,
            TableColumn<SubmissionLine, SubmissionLine> when,
            TableColumn<SubmissionLine, SubmissionLine> photos) {
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setRowFactory(_ -> new Row());
        column(summary, 260, this::nameCell);
        column(status, 156, this::statusCell);
        column(who, 108, SubmissionColumns::whoCell);
        column(when, 112, this::whenCell);
        column(photos, 68, SubmissionColumns::photoCell);
        status.setSortable(false);
        who.setSortable(false);
        photos.setSortable(false);
        summary.setMinWidth(160);
        status.setMinWidth(154);
        who.setMinWidth(96);
        when.setMinWidth(112);
        // What is left goes to the name.
        status.setMaxWidth(200);
        who.setMaxWidth(200);
        when.setMaxWidth(140);
        photos.setMaxWidth(80);
        photos.setMinWidth(68);
    }

    private static void column(
            TableColumn<SubmissionLine, SubmissionLine> column,
            double width,
            BiConsumer<TableCell<SubmissionLine, SubmissionLine>, SubmissionLine> draw) {
        column.setPrefWidth(width);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(
                _ ->
                        new TableCell<>() {
                            @Override
                            protected void updateItem(
                                    @Nullable SubmissionLine line, boolean empty) {
                                super.updateItem(line, empty);
                                setText(null);
                                setGraphic(null);
                                if (!empty && line != null) {
                                    draw.accept(this, line);
                                }
                            }
                        });
    }

    private void nameCell(TableCell<SubmissionLine, SubmissionLine> cell, SubmissionLine line) {
        String formName = formNames.apply(line.formCode());
        var name = new Label(line.summary().isEmpty() ? formName : line.summary());
        name.getStyleClass().add("line-name");
        var form = new Label(formName + " · " + line.formVersion());
        form.getStyleClass().addAll("muted", "small");
        var box = new VBox(name, form);
        box.getStyleClass().add("line-texts");
        cell.setGraphic(box);
    }

    private void statusCell(TableCell<SubmissionLine, SubmissionLine> cell, SubmissionLine line) {
        var status = StatusWords.of(line, words);
        cell.setGraphic(new StatusChip(status.tone(), status.icon(), status.words()));
    }

    private static void whoCell(
            TableCell<SubmissionLine, SubmissionLine> cell, SubmissionLine line) {
        cell.setText(line.createdBy() == null ? "–" : line.createdBy());
    }

    private void whenCell(TableCell<SubmissionLine, SubmissionLine> cell, SubmissionLine line) {
        var label = new TimeLabel(times, frame.ticker().nowProperty());
        label.timeProperty().set(line.createdAt());
        cell.setGraphic(label);
    }

    private static void photoCell(
            TableCell<SubmissionLine, SubmissionLine> cell, SubmissionLine line) {
        if (line.photos() > 0) {
            var label = new Label(String.valueOf(line.photos()), new FontIcon(Feather.IMAGE));
            label.getStyleClass().add("photo-count");
            cell.setGraphic(label);
        }
    }

    /** Asks for the next page before the last rows come into sight. */
    private final class Row extends TableRow<SubmissionLine> {
        @Override
        protected void updateItem(@Nullable SubmissionLine line, boolean empty) {
            super.updateItem(line, empty);
            if (!empty && getIndex() >= getTableView().getItems().size() - LINES_AHEAD) {
                more.run();
            }
        }
    }
}
