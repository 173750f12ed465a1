package org.fieldpost.ui.capture;

import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The keys of the capture screen; those of a single question are its row's. */
final class CaptureKeys implements EventHandler<KeyEvent> {
    private final CaptureViewModel model;
    private final PageHost pages;
    private final Actions actions;

    /** What keys do that is not the form's own business. */
    record Actions(Runnable back, Runnable nextError, Runnable goTo, Runnable saved) {}

    CaptureKeys(CaptureViewModel model, PageHost pages, Actions actions) {
        this.model = model;
        this.pages = pages;
        this.actions = actions;
    }

    @Override
    public void handle(KeyEvent event) {
        boolean command = event.isControlDown() || event.isMetaDown();
        boolean used = command ? withControl(event.getCode()) : alone(event);
        if (used) {
            event.consume();
        }
    }

    /** A key that meant nothing to what has the keyboard: Escape leaves the form, whose draft is kept. */
    void unused(KeyEvent event) {
        boolean filling =
                model.finishingProperty().get() instanceof CaptureViewModel.Finishing.Filling;
        if (event.getCode() == KeyCode.ESCAPE && filling) {
            actions.back().run();
            event.consume();
        }
    }

    private boolean withControl(KeyCode code) {
        switch (code) {
            case PAGE_DOWN -> model.nextPage();
            case PAGE_UP -> model.previousPage();
            case G -> actions.goTo().run();
            case S -> actions.saved().run();
            case ENTER -> askOrFinish();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void askOrFinish() {
        if (model.finishingProperty().get() instanceof CaptureViewModel.Finishing.Asking) {
            model.finish();
        } else {
            model.askToFinish();
        }
    }

    private boolean alone(KeyEvent event) {
        return switch (event.getCode()) {
            case F8 -> {
                actions.nextError().run();
                yield true;
            }
            case ENTER -> enter(event);
            case TAB -> leaveParagraph(event);
            case ESCAPE -> escape();
            default -> false;
        };
    }

    private boolean escape() {
        if (!(model.finishingProperty().get() instanceof CaptureViewModel.Finishing.Filling)) {
            model.stay();
            return true;
        }
        return false;
    }

    /** Enter goes on to the next answer; on a button it presses it, in a paragraph it starts a line. */
    private boolean enter(KeyEvent event) {
        if (!(event.getTarget() instanceof Node focused) || !isInPage(focused)) {
            return false;
        }
        if (focused instanceof Button button) {
            button.fire();
            return true;
        }
        boolean opensRow = focused.getStyleClass().contains("repeat-line");
        if (focused instanceof TextArea || opensRow || event.isShiftDown()) {
            return false;
        }
        return goOn(focused, event);
    }

    /** A list that is open takes the marked line with this very key, so it must see it first. */
    private static boolean goOn(Node focused, KeyEvent event) {
        if (focused.getStyleClass().contains("type-ahead")) {
            return false;
        }
        focused.requestFocusTraversal(TraversalDirection.NEXT);
        return event.getCode() == KeyCode.ENTER;
    }

    private static boolean leaveParagraph(KeyEvent event) {
        if (event.getTarget() instanceof TextArea area) {
            area.requestFocusTraversal(
                    event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            return true;
        }
        return false;
    }

    private boolean isInPage(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(pages.page())) {
                return true;
            }
        }
        return false;
    }
}
