package org.fieldpost.ui.capture;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.Change;
import org.fieldpost.ui.capture.question.PhotoDesk;
import org.fieldpost.ui.capture.question.QuestionPage;
import org.fieldpost.ui.capture.question.ReferenceDesk;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;

/** Draws the page in front and keeps the question that has the keyboard in view, and where it is, as others fold. */
final class PageHost {
    private static final double MARGIN = 96;
    private final CaptureViewModel model;
    private final Words words;
    private final QuestionPage.Surroundings surroundings;
    private final ScrollPane scroll;
    private final VBox column;
    private QuestionPage page;
    private @Nullable Node last;

    PageHost(
            CaptureViewModel model,
            Words words,
            PhotoDesk photos,
            ReferenceDesk references,
            ScrollPane scroll,
            VBox column) {
        this.model = model;
        this.words = words;
        this.surroundings = new QuestionPage.Surroundings(words, photos, references, model::number);
        this.scroll = scroll;
        this.column = column;
        this.page = build();
        model.pageProperty().addListener((_, _, _) -> turned());
        model.sheet().listen(this::changed);
        model.finishingProperty().addListener((_, _, _) -> page.refreshAll());
        scroll.sceneProperty()
                .addListener(
                        (_, _, scene) -> {
                            if (scene != null) {
                                scene.focusOwnerProperty().addListener((_, _, now) -> reveal(now));
                            }
                        });
    }

    private QuestionPage build() {
        var current = model.currentPage();
        page = new QuestionPage(model.withoutTitle(current), model.sheet(), surroundings);
        var heading = new Label(model.sectionName(current.section()));
        heading.getStyleClass().add("page-title");
        heading.setWrapText(true);
        column.getChildren().setAll(heading);
        if (current.parts() > 1) {
            var part = new Label(words.say("section.page", current.part() + 1, current.parts()));
            part.getStyleClass().add("hint");
            column.getChildren().add(part);
        }
        column.getChildren().addAll(page, footer());
        return page;
    }

    private HBox footer() {
        int at = model.pageProperty().get();
        var footer = new HBox();
        footer.getStyleClass().add("page-foot");
        if (at > 0) {
            footer.getChildren().add(step("section.previous", at - 1, "Ctrl+PgUp"));
        }
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        footer.getChildren().add(space);
        if (at + 1 < model.pages().size()) {
            footer.getChildren().add(step("section.next", at + 1, "Ctrl+PgDn"));
        }
        return footer;
    }

    private Button step(String key, int to, String keys) {
        var button = new Button(words.say(key, model.sectionName(model.pages().get(to).section())));
        var hint = new Label(keys);
        hint.getStyleClass().add("key-hint");
        button.setGraphic(hint);
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.setOnAction(_ -> model.turnTo(to));
        return button;
    }

    private void turned() {
        page = build();
        dress();
        scroll.setVvalue(0);
        page.focusFirst();
    }

    /** Rows fold in and out above and below; the one with the keyboard stays where it is on the screen. */
    private void changed(Change change) {
        Node focused = focusedRow();
        double before = focused == null ? 0 : top(focused);
        page.apply(change);
        dress();
        if (focused != null && focused.getScene() != null) {
            scroll.layout();
            double moved = top(focused) - before;
            if (Math.abs(moved) > 1) {
                scrollBy(moved);
            }
        }
    }

    /**
     * Fields take keys only once they are dressed, which is otherwise the next frame's business: a practised typist is
     * in the new field before that.
     */
    private void dress() {
        if (column.getScene() != null) {
            column.applyCss();
        }
    }

    private @Nullable Node focusedRow() {
        Node owner = scroll.getScene() == null ? null : scroll.getScene().getFocusOwner();
        return owner != null && isOnPage(owner) ? owner : null;
    }

    private double top(Node node) {
        return node.localToScene(node.getBoundsInLocal()).getMinY();
    }

    private void scrollBy(double pixels) {
        double room = column.getHeight() - scroll.getViewportBounds().getHeight();
        if (room > 0) {
            scroll.setVvalue(Math.clamp(scroll.getVvalue() + pixels / room, 0, 1));
        }
    }

    private void reveal(@Nullable Node focused) {
        if (focused == null || focusedRow() == null) {
            return;
        }
        last = focused;
        Bounds view = scroll.localToScene(scroll.getBoundsInLocal());
        Bounds field = focused.localToScene(focused.getBoundsInLocal());
        if (field.getMinY() < view.getMinY() + MARGIN) {
            scrollBy(field.getMinY() - view.getMinY() - MARGIN);
        } else if (field.getMaxY() > view.getMaxY() - MARGIN) {
            double down = field.getMaxY() - view.getMaxY() + MARGIN;
            scrollBy(Math.min(down, field.getMinY() - view.getMinY() - MARGIN));
        }
    }

    /** Turns to the answer at {@code path} and puts the keyboard there. */
    void goTo(AnswerPath path) {
        if (model.turnToAnswer(path)) {
            scroll.getParent().layout();
            page.goTo(path);
        }
    }

    /** Puts the keyboard back where it was on the page, after a look elsewhere. */
    void focusAgain() {
        Node before = last;
        if (before != null && isOnPage(before)) {
            before.requestFocus();
        } else {
            page.focusFirst();
        }
    }

    private boolean isOnPage(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(page)) {
                return true;
            }
        }
        return false;
    }

    void focusFirst() {
        page.focusFirst();
    }

    QuestionPage page() {
        return page;
    }
}
