package org.fieldpost.ui.shell;

import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The palette (Ctrl+K): type, arrows choose, Enter goes. */
final class PaletteView {
    private static final double ROW_HEIGHT = 40;
    private static final double ROWS_MAX = 10;
    private static final double PADDING = 12;
    private final PaletteViewModel model;
    private final Runnable chosen;
    private boolean chooseWhenFound;
    @FXML private TextField query;
    @FXML private ListView<PaletteViewModel.Row> list;
    @FXML private Label nothing;

    @SuppressWarnings("NullAway.Init")
    PaletteView(PaletteViewModel model, Runnable chosen) {
        this.model = model;
        this.chosen = chosen;
    }

    @FXML
    void initialize() {
        query.textProperty().bindBidirectional(model.queryProperty());
        model.queryProperty().addListener((_, _, _) -> chooseWhenFound = false);
        list.setItems(model.rows());
        list.setCellFactory(_ -> new RowCell());
        list.setFixedCellSize(ROW_HEIGHT);
        model.rows().addListener((ListChangeListener<PaletteViewModel.Row>) _ -> refit());
        nothing.visibleProperty()
                .bind(Bindings.isEmpty(model.rows()).and(model.searchingProperty().not()));
        nothing.managedProperty().bind(nothing.visibleProperty());
        query.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        list.setOnMouseClicked(_ -> choose());
        refit();
    }

    Node focus() {
        return query;
    }

    private void refit() {
        list.setPrefHeight(Math.min(model.rows().size(), ROWS_MAX) * ROW_HEIGHT + PADDING);
        list.setVisible(!model.rows().isEmpty());
        list.setManaged(list.isVisible());
        var first = model.firstChoice();
        if (first != null) {
            list.getSelectionModel().select(first);
            list.scrollTo(0);
        }
        if (chooseWhenFound) {
            choose();
        }
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.DOWN) {
            step(1);
        } else if (event.getCode() == KeyCode.UP) {
            step(-1);
        } else if (event.getCode() == KeyCode.ENTER) {
            choose();
        } else {
            return;
        }
        event.consume();
    }

    /** To the next line that can be chosen. */
    private void step(int by) {
        var rows = model.rows();
        int at = list.getSelectionModel().getSelectedIndex() + by;
        while (at >= 0 && at < rows.size() && rows.get(at) instanceof PaletteViewModel.Heading) {
            at += by;
        }
        if (at >= 0 && at < rows.size()) {
            list.getSelectionModel().select(at);
            list.scrollTo(Math.max(0, at - 5));
        }
    }

    /** Enter typed ahead of what is found waits for it: it must not take a line of what was typed before. */
    private void choose() {
        if (!model.isCurrent()) {
            chooseWhenFound = true;
            return;
        }
        chooseWhenFound = false;
        if (list.getSelectionModel().getSelectedItem() instanceof PaletteViewModel.Choice choice) {
            chosen.run();
            choice.choose().run();
        }
    }

    private static final class RowCell extends ListCell<PaletteViewModel.Row> {
        @Override
        protected void updateItem(PaletteViewModel.@Nullable Row row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            setGraphic(null);
            getStyleClass().remove("heading");
            setMouseTransparent(false);
            if (empty || row == null) {
                return;
            }
            switch (row) {
                case PaletteViewModel.Heading(var text) -> {
                    setText(text);
                    getStyleClass().add("heading");
                    setMouseTransparent(true);
                }
                case PaletteViewModel.Choice choice -> setGraphic(line(choice));
            }
        }

        private static HBox line(PaletteViewModel.Choice choice) {
            var title = new Label(choice.title());
            var detail = new Label(choice.detail());
            detail.getStyleClass().add("muted");
            title.setMinWidth(USE_PREF_SIZE);
            HBox.setHgrow(detail, Priority.ALWAYS);
            var line = new HBox(new FontIcon(choice.icon()), title, detail);
            line.getStyleClass().add("palette-line");
            return line;
        }
    }
}
