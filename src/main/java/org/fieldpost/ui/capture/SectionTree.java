package org.fieldpost.ui.capture;

import javafx.beans.InvalidationListener;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.fieldpost.form.SectionProgress;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The sections of the form with how far each is, by icon and word; a click goes there. */
final class SectionTree {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private final CaptureViewModel model;
    private final VBox box;

    SectionTree(CaptureViewModel model, VBox box) {
        this.model = model;
        this.box = box;
        model.sections().addListener((InvalidationListener) _ -> draw());
        model.pageProperty().addListener((_, _, _) -> mark());
        draw();
    }

    private void draw() {
        box.getChildren().setAll(model.sections().stream().map(this::line).toList());
        mark();
    }

    private Button line(SectionLine section) {
        var name = new Label(section.name());
        name.getStyleClass().add("section-name");
        name.setTooltip(new Tooltip(section.name()));
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        var words = new Label(section.words());
        words.getStyleClass().add("section-state");
        words.setMinWidth(Region.USE_PREF_SIZE);
        var texts = new VBox(name, words);
        HBox.setHgrow(texts, Priority.ALWAYS);
        var line = new HBox(new FontIcon(icon(section.state())), texts);
        line.getStyleClass().add("section-line");
        var button = new Button();
        button.setGraphic(line);
        button.setMaxWidth(Double.MAX_VALUE);
        button.getStyleClass()
                .setAll(
                        "section-button",
                        section.state().name().toLowerCase(java.util.Locale.ROOT));
        button.setAccessibleText(section.name() + ", " + section.words());
        button.setFocusTraversable(false);
        button.setOnAction(_ -> model.turnToSection(section.index()));
        return button;
    }

    private static Feather icon(SectionProgress.State state) {
        return switch (state) {
            case UNTOUCHED -> Feather.CIRCLE;
            case PART -> Feather.PIE_CHART;
            case OK -> Feather.CHECK_CIRCLE;
            case ERRORS -> Feather.ALERT_CIRCLE;
        };
    }

    private void mark() {
        int section = model.currentPage().section();
        for (int i = 0; i < box.getChildren().size(); i++) {
            box.getChildren().get(i).pseudoClassStateChanged(CURRENT, i == section);
        }
    }
}
