package org.fieldpost.ui.capture;

import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.ui.capture.CaptureViewModel.Finishing;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.KeyCaps;
import org.fieldpost.ui.kit.KeyboardPlace;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The end of a form: what is left to mend, each a step away, or the one button that finishes. */
final class FinishPanel {
    private static final double WHAT_WIDTH = 420;
    private final CaptureViewModel model;
    private final Words words;
    private final StackPane root;
    private final Consumer<AnswerPath> goTo;
    private final Consumer<Finishing.Done> finished;
    private final VBox card = new VBox();
    private final StackPane scrim = new StackPane(card);
    private @Nullable KeyboardPlace before;

    FinishPanel(
            CaptureViewModel model,
            Words words,
            StackPane root,
            Consumer<AnswerPath> goTo,
            Consumer<Finishing.Done> finished) {
        this.model = model;
        this.words = words;
        this.root = root;
        this.goTo = goTo;
        this.finished = finished;
        scrim.getStyleClass().add("scrim");
        scrim.setOnMouseClicked(
                event -> {
                    if (scrim.equals(event.getTarget())) {
                        model.stay();
                    }
                });
        card.getStyleClass().add("overlay-card");
        card.setMaxHeight(Region.USE_PREF_SIZE);
        model.finishingProperty().addListener((_, _, now) -> turn(now));
    }

    private void turn(Finishing now) {
        switch (now) {
            case Finishing.Filling _ -> putAway();
            case Finishing.Asking asking -> ask(asking.summary());
            case Finishing.Working _ -> card.setDisable(true);
            case Finishing.Done done -> {
                root.getChildren().remove(scrim);
                finished.accept(done);
            }
            case Finishing.Refused refused -> refuse(refused.why());
        }
    }

    /** The keyboard goes back to where it was. */
    private void putAway() {
        root.getChildren().remove(scrim);
        var back = before;
        before = null;
        if (back != null) {
            back.restore();
        }
    }

    private void ask(FinishSummary summary) {
        card.setDisable(false);
        var title = new Label(words.say("finish.title"));
        title.getStyleClass().add("overlay-title");
        card.getChildren().setAll(title, opening(summary));
        if (!summary.problems().isEmpty()) {
            card.getChildren().add(problems(summary));
        }
        if (summary.hidden() > 0) {
            var hidden =
                    new Label(
                            words.say("finish.hidden", summary.hidden()),
                            new FontIcon(Feather.EYE_OFF));
            hidden.getStyleClass().add("overlay-note");
            hidden.setWrapText(true);
            card.getChildren().add(hidden);
        }
        var main = summary.isClean() ? confirm() : firstProblem(summary);
        card.getChildren().add(buttons(main));
        show();
        main.requestFocus();
    }

    private Label opening(FinishSummary summary) {
        long errors = summary.errors();
        String text =
                errors > 0
                        ? words.say("finish.problems", errors)
                        : summary.isClean()
                                ? words.say("finish.clean")
                                : words.say("finish.warnings", summary.problems().size());
        var label = new Label(text);
        label.setWrapText(true);
        return label;
    }

    private Node problems(FinishSummary summary) {
        var lines = new VBox();
        lines.getStyleClass().add("problem-list");
        for (var line : summary.problems()) {
            lines.getChildren().add(problem(line));
        }
        var scroll = new ScrollPane(lines);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("problem-scroll");
        return scroll;
    }

    private Button problem(FinishSummary.Line line) {
        var where = new Label(line.where());
        where.getStyleClass().add("problem-where");
        var what = new Label(line.what());
        what.getStyleClass().add(line.warning() ? "question-warning" : "question-error");
        what.setWrapText(true);
        what.setMinWidth(WHAT_WIDTH);
        what.setPrefWidth(WHAT_WIDTH);
        var icon = new FontIcon(line.warning() ? Feather.ALERT_TRIANGLE : Feather.ALERT_CIRCLE);
        icon.getStyleClass().add(line.warning() ? "warning-icon" : "error-icon");
        var box = new HBox(icon, new VBox(where, what));
        box.getStyleClass().add("problem-line");
        var button = new Button();
        button.setGraphic(box);
        button.getStyleClass().setAll("problem-button");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(line.where() + ": " + line.what());
        button.setOnAction(_ -> go(line.path()));
        return button;
    }

    private void go(AnswerPath path) {
        model.stay();
        goTo.accept(path);
    }

    private Button confirm() {
        var confirm = new Button(words.say("finish.confirm"), new KeyCaps("Ctrl+Enter"));
        confirm.setContentDisplay(ContentDisplay.RIGHT);
        confirm.getStyleClass().add("accent");
        confirm.setOnAction(_ -> model.finish());
        return confirm;
    }

    private Button firstProblem(FinishSummary summary) {
        var first = new Button(words.say("finish.first"), new KeyCaps("F8"));
        first.setContentDisplay(ContentDisplay.RIGHT);
        first.getStyleClass().add("accent");
        first.setOnAction(_ -> go(summary.problems().getFirst().path()));
        return first;
    }

    private HBox buttons(Button main) {
        var stay = new Button(words.say("finish.stay"));
        stay.setOnAction(_ -> model.stay());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var buttons = new HBox(space, stay, main);
        buttons.getStyleClass().add("overlay-buttons");
        return buttons;
    }

    private void refuse(String why) {
        card.setDisable(false);
        var label = new Label(why, new FontIcon(Feather.ALERT_OCTAGON));
        label.setWrapText(true);
        label.getStyleClass().add("question-error");
        var again = new Button(words.say("retry"));
        again.setOnAction(_ -> model.askToFinish());
        card.getChildren().setAll(label, buttons(again));
        show();
        again.requestFocus();
    }

    private void show() {
        if (!root.getChildren().contains(scrim)) {
            before = KeyboardPlace.in(root.getScene());
            root.getChildren().add(scrim);
        }
        card.applyCss();
    }
}
