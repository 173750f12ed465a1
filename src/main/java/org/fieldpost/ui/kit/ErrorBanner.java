package org.fieldpost.ui.kit;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.fx.RightToLeft;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Trouble, where it happened: what happened, what it means for the data, what to do, a code; details on demand. It
 * takes
 * no room while there is none.
 */
public final class ErrorBanner extends HBox {
    private final ObjectProperty<@Nullable Trouble> trouble = new SimpleObjectProperty<>();
    private final Words words;
    private final Tone tone;
    private @Nullable String offer;
    private @Nullable Runnable act;

    public ErrorBanner(Words words) {
        this(words, Tone.DANGER);
    }

    public ErrorBanner(Words words, Tone tone) {
        this.words = Words.of(ErrorBanner.class, words.locale());
        this.tone = tone;
        getStyleClass().addAll("banner", tone.styleClass());
        visibleProperty().bind(trouble.isNotNull());
        managedProperty().bind(visibleProperty());
        trouble.addListener((_, _, now) -> build(now));
    }

    /** What is wrong; null for nothing. */
    public ObjectProperty<@Nullable Trouble> troubleProperty() {
        return trouble;
    }

    /** Offers {@code action} in the banner, for instance "Try again". */
    public void offer(String text, Runnable action) {
        offer = text;
        act = action;
        build(trouble.get());
    }

    private void build(@Nullable Trouble now) {
        getChildren().clear();
        if (now == null) {
            return;
        }
        var icon = new FontIcon(tone.icon());
        var text = new VBox(title(now));
        text.getStyleClass().add("banner-text");
        HBox.setHgrow(text, Priority.ALWAYS);
        var rest = (now.data() + " " + now.remedy()).strip();
        if (!rest.isEmpty()) {
            var label = new Label(RightToLeft.wrappable(rest));
            label.setWrapText(true);
            text.getChildren().add(label);
        }
        text.getChildren().add(footer(now, text));
        getChildren().addAll(icon, text);
        if (offer != null && act != null) {
            var button = new Button(offer);
            Runnable action = act;
            button.setOnAction(_ -> action.run());
            button.setMinWidth(USE_PREF_SIZE);
            getChildren().add(button);
        }
        setAccessibleText(now.what() + " " + rest);
    }

    private static Label title(Trouble now) {
        var title = new Label(RightToLeft.wrappable(now.what()));
        title.getStyleClass().add("banner-title");
        title.setWrapText(true);
        return title;
    }

    private HBox footer(Trouble now, VBox text) {
        var footer = new HBox();
        footer.getStyleClass().add("banner-footer");
        if (!now.code().isEmpty()) {
            var code = new Label(now.code());
            code.getStyleClass().add("code");
            footer.getChildren().add(code);
        }
        String details = now.details();
        if (details != null) {
            var link = new Hyperlink(words.say("kit.details"));
            var area = new TextArea(details);
            area.setEditable(false);
            RightToLeft.wrapWhileSafe(area);
            area.setPrefRowCount(4);
            area.setAccessibleText(words.say("kit.details"));
            link.setOnAction(
                    _ -> {
                        if (!text.getChildren().remove(area)) {
                            text.getChildren().add(area);
                        }
                    });
            footer.getChildren().add(link);
        }
        footer.setManaged(!footer.getChildren().isEmpty());
        return footer;
    }
}
