package org.fieldpost.ui.forms;

import atlantafx.base.controls.CustomTextField;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.fieldpost.capture.CaptureRequest;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.EmptyState;
import org.fieldpost.ui.kit.ErrorBanner;
import org.fieldpost.ui.kit.SectionHeader;
import org.fieldpost.ui.kit.StatePane;
import org.fieldpost.ui.kit.TimeWords;
import org.fieldpost.ui.kit.Trouble;
import org.fieldpost.ui.shell.Frame;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The catalogue: what was begun on top, then the forms; arrows move, Enter starts. */
final class FormsView {
    private final FormsViewModel model;
    private final Frame frame;
    private final Words words;
    private final TimeWords times;
    private final Parent node;
    @FXML private ScrollPane scroll;
    @FXML private CustomTextField search;
    @FXML private VBox drafts;
    @FXML private StatePane state;
    @FXML private VBox cards;
    private boolean keyboardWanted;

    @SuppressWarnings("NullAway.Init") // The loader sets the fields.
    FormsView(FormsViewModel model, Frame frame) {
        this.model = model;
        this.frame = frame;
        this.words = frame.loader().words(FormsView.class);
        this.times = new TimeWords(words, frame.zone());
        this.node = frame.loader().load(this);
        search.setLeft(new FontIcon(Feather.SEARCH));
        search.textProperty().addListener((_, _, text) -> model.search(text));
        search.addEventHandler(KeyEvent.KEY_PRESSED, this::searchKey);
        model.cards().addListener((InvalidationListener) _ -> drawCards());
        model.drafts().addListener((InvalidationListener) _ -> drawDrafts());
        model.stateProperty().addListener((_, _, now) -> turn(now));
        cards.addEventHandler(KeyEvent.KEY_PRESSED, this::move);
        drawCards();
        drawDrafts();
        turn(model.stateProperty().get());
    }

    /** New figures of a form do not take the keyboard away from it, nor while another window is in front. */
    private void drawCards() {
        var scene = cards.getScene();
        var held =
                scene != null && scene.getFocusOwner() instanceof FormCard card
                        ? Optional.of(card.code())
                        : Optional.<String>empty();
        cards.getChildren()
                .setAll(
                        model.cards().stream()
                                .map(card -> new FormCard(card, words, times, frame, this::start))
                                .toList());
        held.ifPresent(this::focus);
    }

    private void focus(String code) {
        cards.getChildren().stream()
                .filter(node -> ((FormCard) node).code().equals(code))
                .findFirst()
                .ifPresentOrElse(Node::requestFocus, this::focusFirst);
    }

    private void drawDrafts() {
        drafts.getChildren().clear();
        if (!model.drafts().isEmpty()) {
            drafts.getChildren().add(new SectionHeader(words.say("drafts.title"), ""));
        }
        for (var draft : model.drafts()) {
            drafts.getChildren()
                    .add(
                            new DraftLine(
                                    draft,
                                    words,
                                    new DraftLine.Facts(
                                            times, frame.zone(), frame.clock().instant()),
                                    () -> open(new CaptureRequest.Resume(draft.id())),
                                    () -> model.discard(draft.id())));
        }
        drafts.setManaged(!model.drafts().isEmpty());
        drafts.setVisible(drafts.isManaged());
    }

    private void start(FormsViewModel.Card card) {
        if (!card.ready()) {
            return;
        }
        open(new CaptureRequest.Start(card.code(), null));
    }

    private void open(CaptureRequest request) {
        frame.navigation().navigate("capture", request);
    }

    /** Enter in the search field starts the only form left; Down goes to the first. */
    private void searchKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && model.cards().size() == 1) {
            start(model.cards().getFirst());
            event.consume();
        } else if (event.getCode() == KeyCode.DOWN && !cards.getChildren().isEmpty()) {
            cards.getChildren().getFirst().requestFocus();
            event.consume();
        }
    }

    private void move(KeyEvent event) {
        int by = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
        var all = cards.getChildren();
        for (int i = 0; by != 0 && i < all.size(); i++) {
            if (all.get(i).isFocused()) {
                Node next = all.get(Math.clamp(i + (long) by, 0, all.size() - 1));
                next.requestFocus();
                event.consume();
                return;
            }
        }
    }

    private void turn(FormsViewModel.State now) {
        switch (now) {
            case LOADING -> state.setState(StatePane.State.LOADING);
            case READY -> ready();
            case EMPTY ->
                    empty(
                            Feather.DOWNLOAD_CLOUD,
                            "empty",
                            () -> frame.navigation().navigate("sync"));
            case NO_MATCH -> empty(Feather.SEARCH, "nomatch", search::clear);
            case FAILED -> failed();
        }
        keyboardWanted &= now == FormsViewModel.State.LOADING;
    }

    /** The keyboard waited for the forms; what the person has begun to type elsewhere meanwhile keeps it. */
    private void ready() {
        state.setState(StatePane.State.READY);
        var scene = cards.getScene();
        if (keyboardWanted
                && scene != null
                && !(scene.getFocusOwner() instanceof TextInputControl)) {
            focusFirst();
        }
    }

    private void empty(Feather icon, String key, Runnable action) {
        var pane = new EmptyState(icon, words.say(key + ".title"), words.say(key + ".text"));
        pane.setActionText(words.say(key + ".action"));
        pane.setOnAction(_ -> action.run());
        state.setEmpty(pane);
        state.setState(StatePane.State.EMPTY);
    }

    private void failed() {
        var banner = new ErrorBanner(words);
        banner.troubleProperty()
                .set(
                        new Trouble(
                                words.say("failed.what"),
                                words.say("failed.data"),
                                words.say("failed.remedy"),
                                "FP-4101",
                                model.failureProperty().get()));
        banner.offer(words.say("retry"), model::refresh);
        state.setFailed(banner);
        state.setState(StatePane.State.FAILED);
    }

    Parent node() {
        return node;
    }

    /** Puts the keyboard on the first form; while the forms are read, as soon as they are there. */
    void focusFirst() {
        scroll.setVvalue(0);
        keyboardWanted = model.stateProperty().get() == FormsViewModel.State.LOADING;
        if (!cards.getChildren().isEmpty()) {
            cards.getChildren().getFirst().requestFocus();
        }
    }
}
