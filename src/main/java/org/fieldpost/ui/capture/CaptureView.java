package org.fieldpost.ui.capture;

import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.geometry.NodeOrientation;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldpost.capture.SaveState;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.ui.answers.Measures;
import org.fieldpost.ui.capture.question.PhotoDesk;
import org.fieldpost.ui.capture.question.ReferenceDesk;
import org.fieldpost.ui.fx.ViewLoader;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The screen of a form being filled: sections on the left, the questions of one page on the right. */
final class CaptureView {
    private final CaptureViewModel model;
    private final Words words;
    private final Exits exits;
    private final PageHost pages;
    private final Measures measures;
    private final Parent node;
    private CaptureKeys keys;
    private @Nullable GoToPanel goTo;
    @FXML private StackPane root;
    @FXML private Button back;
    @FXML private Label title;
    @FXML private Label subtitle;
    @FXML private Label saved;
    @FXML private MenuButton language;
    @FXML private Button finish;
    @FXML private VBox sections;
    @FXML private ProgressBar progress;
    @FXML private Label percent;
    @FXML private Button errors;
    @FXML private ScrollPane scroll;
    @FXML private VBox column;

    /** Ways out of the screen. */
    interface Exits {
        void back();

        /** The draft is a submission now. */
        void finished(CaptureViewModel.Finishing.Done done);

        /** The same draft in another language of the form. */
        void reopenIn(Locale locale);

        /** A short word for the person. */
        void say(String words);
    }

    @SuppressWarnings("NullAway.Init") // The loader sets the fields.
    CaptureView(
            CaptureViewModel model,
            ViewLoader loader,
            PhotoDesk photos,
            ReferenceDesk references,
            Exits exits) {
        this.model = model;
        this.words = Words.of(CaptureView.class, model.locale());
        this.exits = exits;
        this.measures = new Measures(model.locale(), model.sheet().now().getZone());
        this.node = loader.load(this);
        this.pages = new PageHost(model, words, photos, references, scroll, column);
        bind();
    }

    private void bind() {
        boolean mirrored = words.rightToLeft();
        root.setNodeOrientation(
                mirrored ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
        back.setText(words.say("back"));
        back.setGraphic(new FontIcon(mirrored ? Feather.CHEVRON_RIGHT : Feather.CHEVRON_LEFT));
        back.setOnAction(_ -> exits.back());
        title.setText(model.form().name(model.locale()));
        String version = words.say("version", model.form().version());
        subtitle.setText(model.isEdit() ? words.say("edit.of") + " · " + version : version);
        finish.setText(words.say("finish"));
        var key = new Label("Ctrl+Enter");
        key.getStyleClass().add("key-hint");
        finish.setGraphic(key);
        finish.setContentDisplay(ContentDisplay.RIGHT);
        finish.setOnAction(_ -> model.askToFinish());
        buildLanguages();
        new SectionTree(model, sections);
        progress.progressProperty().bind(model.progressProperty());
        percent.textProperty()
                .bind(Bindings.createStringBinding(this::percent, model.progressProperty()));
        errors.textProperty()
                .bind(Bindings.createStringBinding(this::errorWords, model.errorsProperty()));
        errors.visibleProperty().bind(model.errorsProperty().greaterThan(0));
        errors.setOnAction(_ -> nextError());
        model.savedProperty().addListener((_, _, state) -> showSaved(state));
        showSaved(model.savedProperty().get());
        new FinishPanel(model, words, root, this::goTo, exits::finished);
        keys =
                new CaptureKeys(
                        model,
                        pages,
                        new CaptureKeys.Actions(
                                exits::back, this::nextError, this::openGoTo, this::saySaved));
        root.addEventFilter(KeyEvent.KEY_PRESSED, keys);
        root.addEventHandler(KeyEvent.KEY_PRESSED, keys::unused);
    }

    private String percent() {
        return words.say("progress", Math.round(model.progressProperty().get() * 100));
    }

    private String errorWords() {
        return words.say("progress.errors", model.errorsProperty().get()) + "  F8";
    }

    private void buildLanguages() {
        List<String> all = model.languages();
        language.setVisible(all.size() > 1);
        language.setManaged(all.size() > 1);
        language.setText(own(model.locale()));
        language.setGraphic(new FontIcon(Feather.GLOBE));
        for (String tag : all) {
            var locale = Locale.forLanguageTag(tag);
            var item = new MenuItem(own(locale));
            item.setOnAction(_ -> exits.reopenIn(locale));
            language.getItems().add(item);
        }
    }

    /** A language by the name it gives itself. */
    private static String own(Locale locale) {
        String name = locale.getDisplayLanguage(locale);
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }

    private void showSaved(SaveState state) {
        saved.setGraphic(new FontIcon(icon(state.safety())));
        saved.getStyleClass().removeAll("saved-problem", "saved-safe", "saving");
        saved.getStyleClass()
                .add(
                        switch (state.safety()) {
                            case NOT_SAVED -> "saved-problem";
                            case SAVED -> "saved-safe";
                            case UNTOUCHED, SAVING -> "saving";
                        });
        saved.setText(savedWords(state));
    }

    private static Feather icon(SaveState.Safety safety) {
        return switch (safety) {
            case UNTOUCHED -> Feather.EDIT_3;
            case SAVING -> Feather.MORE_HORIZONTAL;
            case SAVED -> Feather.CHECK;
            case NOT_SAVED -> Feather.ALERT_TRIANGLE;
        };
    }

    private String savedWords(SaveState state) {
        return switch (state.safety()) {
            case UNTOUCHED -> words.say(model.isEdit() ? "untouched.edit" : "untouched");
            case SAVING -> words.say("saving");
            case SAVED -> words.say("saved", savedAt(state));
            case NOT_SAVED -> words.say("unsaved", String.valueOf(state.problem()));
        };
    }

    /** Ctrl+S: mostly it is saved already; what failed is tried again. */
    private void saySaved() {
        model.saveNow(
                now -> {
                    showSaved(now);
                    exits.say(
                            now.safety() == SaveState.Safety.SAVED
                                    ? words.say("saved.already", savedAt(now))
                                    : savedWords(now));
                });
    }

    private String savedAt(SaveState state) {
        var at = state.savedAt();
        return at == null ? "" : measures.clock(at);
    }

    private void nextError() {
        if (model.finishingProperty().get() instanceof CaptureViewModel.Finishing.Asking) {
            model.stay();
        }
        model.nextError().ifPresent(this::goTo);
    }

    private void goTo(AnswerPath path) {
        pages.goTo(path);
    }

    private void openGoTo() {
        if (goTo == null) {
            goTo = new GoToPanel(model, words, root, this::goTo);
        }
        goTo.open();
    }

    /** A key pressed outside the form; whether it was one of its keys. */
    boolean pressed(KeyEvent event) {
        keys.handle(event);
        return event.isConsumed();
    }

    Parent node() {
        return node;
    }

    PageHost pages() {
        return pages;
    }
}
