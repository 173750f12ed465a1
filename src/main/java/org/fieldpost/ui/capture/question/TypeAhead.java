package org.fieldpost.ui.capture.question;

import atlantafx.base.controls.CustomTextField;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Point2D;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A field that looks things up as one types. The list opens on typing or Down; Enter, Tab or a click takes the marked
 * one; Escape closes. However many things there are, at most {@link #SHOWN_MAX} are fetched and drawn.
 *
 * @param <T> what is looked up
 */
public final class TypeAhead<T> extends CustomTextField {
    static final int SHOWN_MAX = 50;
    private static final int LINES_VISIBLE_MAX = 8;
    private static final double LINE_HEIGHT = 36;
    private static final double EDGES = 10;

    private final Popup popup = new Popup();
    private final ListView<T> list = new ListView<>();
    private final Label footer = new Label();
    private final BiConsumer<String, Consumer<List<T>>> search;
    private final Function<T, String> words;
    private final Consumer<T> taken;
    private final String more;
    private final String none;
    private long asked;
    private boolean quiet;

    /**
     * A field that asks {@code search} and calls {@code taken} with what was chosen.
     *
     * @param search is given the text and calls back, on this thread, with at most {@link #SHOWN_MAX} things
     * @param more said under a list that was cut off
     * @param none said when nothing matches
     */
    TypeAhead(
            BiConsumer<String, Consumer<List<T>>> search,
            Function<T, String> words,
            Consumer<T> taken,
            String more,
            String none) {
        this.search = search;
        this.words = words;
        this.taken = taken;
        this.more = more;
        this.none = none;
        getStyleClass().add("type-ahead");
        var arrow = new FontIcon(Feather.CHEVRON_DOWN);
        arrow.setOnMouseClicked(_ -> toggle());
        setRight(arrow);
        buildPopup();
        textProperty().addListener((_, _, text) -> typed(text));
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> open());
        focusedProperty()
                .addListener(
                        (_, _, focused) -> {
                            if (focused) {
                                selectAll();
                            } else {
                                close();
                            }
                        });
    }

    private void buildPopup() {
        list.getStyleClass().add("type-ahead-list");
        list.setFixedCellSize(LINE_HEIGHT);
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> new Line());
        footer.getStyleClass().add("type-ahead-footer");
        footer.setMaxWidth(Double.MAX_VALUE);
        var box = new VBox(list, footer);
        box.getStyleClass().add("type-ahead-popup");
        popup.getContent().add(box);
        popup.setAutoHide(true);
        popup.setHideOnEscape(false);
    }

    /** Shows {@code text} without looking anything up. */
    void showText(String text) {
        quiet = true;
        setText(text);
        quiet = false;
        close();
    }

    /** Whether the list is open. */
    public boolean isOpen() {
        return popup.isShowing();
    }

    /** What the open list holds. */
    public List<T> offered() {
        return List.copyOf(list.getItems());
    }

    private void typed(String text) {
        if (!quiet && isFocused() && isEditable()) {
            look(text);
        }
    }

    /** Opens the list with everything, as nothing new has been typed. */
    void open() {
        if (isEditable() && !isDisabled() && !popup.isShowing()) {
            look("");
        }
    }

    private void toggle() {
        requestFocus();
        if (popup.isShowing()) {
            close();
        } else {
            open();
        }
    }

    void close() {
        asked++;
        popup.hide();
    }

    private void look(String text) {
        long mine = ++asked;
        search.accept(
                text,
                found -> {
                    if (mine == asked && isFocused()) {
                        offer(found, text.isEmpty());
                    }
                });
    }

    private void offer(List<T> found, boolean everything) {
        list.getItems().setAll(found);
        boolean cut = found.size() >= SHOWN_MAX;
        footer.setText(found.isEmpty() ? none : more);
        footer.setVisible(found.isEmpty() || cut);
        footer.setManaged(footer.isVisible());
        list.setVisible(!found.isEmpty());
        list.setManaged(list.isVisible());
        list.setPrefHeight(Math.min(found.size(), LINES_VISIBLE_MAX) * LINE_HEIGHT + EDGES);
        list.setPrefWidth(getWidth());
        footer.setPrefWidth(getWidth());
        list.getSelectionModel().clearSelection();
        if (!found.isEmpty()) {
            list.scrollTo(0);
            if (!everything) {
                list.getSelectionModel().selectFirst();
            }
        }
        showPopup();
    }

    private void showPopup() {
        if (popup.isShowing() || getScene() == null || getScene().getWindow() == null) {
            return;
        }
        boolean mirrored = getEffectiveNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT;
        Point2D corner = localToScreen(mirrored ? getWidth() : 0, getHeight() + 2);
        if (corner != null) {
            popup.show(this, corner.getX(), corner.getY());
        }
    }

    private void pressed(KeyEvent event) {
        KeyCode code = event.getCode();
        if (code == KeyCode.ENTER && !Looks.isCommand(event)) {
            takeMarked();
            requestFocusTraversal(TraversalDirection.NEXT);
            event.consume();
        } else if (popup.isShowing()) {
            pressedInList(event, code);
        } else if (code == KeyCode.DOWN) {
            open();
            event.consume();
        }
    }

    private void pressedInList(KeyEvent event, KeyCode code) {
        switch (code) {
            case DOWN -> step(event, 1);
            case UP -> step(event, -1);
            case PAGE_DOWN -> stepPage(event, LINES_VISIBLE_MAX);
            case PAGE_UP -> stepPage(event, -LINES_VISIBLE_MAX);
            case ESCAPE -> {
                close();
                event.consume();
            }
            case TAB -> takeMarked();
            default -> {}
        }
    }

    private void stepPage(KeyEvent event, int lines) {
        if (!event.isControlDown()) {
            step(event, lines);
        }
    }

    private void step(KeyEvent event, int lines) {
        int last = list.getItems().size() - 1;
        int at =
                Math.clamp(
                        list.getSelectionModel().getSelectedIndex() + (long) lines,
                        0,
                        Math.max(0, last));
        list.getSelectionModel().select(at);
        list.scrollTo(Math.max(0, at - LINES_VISIBLE_MAX + 1));
        event.consume();
    }

    /** Takes what is marked; the key goes on to move the focus. */
    private void takeMarked() {
        T marked = popup.isShowing() ? list.getSelectionModel().getSelectedItem() : null;
        close();
        if (marked != null) {
            taken.accept(marked);
        }
    }

    private final class Line extends ListCell<T> {
        Line() {
            setOnMousePressed(
                    event -> {
                        if (getItem() != null) {
                            close();
                            taken.accept(getItem());
                        }
                        event.consume();
                    });
        }

        @Override
        protected void updateItem(T item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : words.apply(item));
        }
    }
}
