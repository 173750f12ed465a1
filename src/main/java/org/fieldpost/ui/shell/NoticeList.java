package org.fieldpost.ui.shell;

import java.time.Instant;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.fx.RightToLeft;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.EmptyState;
import org.fieldpost.ui.kit.SectionHeader;
import org.fieldpost.ui.kit.TimeLabel;
import org.fieldpost.ui.kit.TimeWords;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Kept notices, newest first; each can be followed or dismissed. */
final class NoticeList extends VBox {
    private final Notices notices;
    private final Words words;
    private final TimeWords times;
    private final ObservableValue<Instant> now;
    private final Consumer<Notice> follow;
    private final VBox list = new VBox();
    private final Button clear;

    NoticeList(
            Notices notices,
            Words words,
            TimeWords times,
            ObservableValue<Instant> now,
            Consumer<Notice> follow) {
        this.notices = notices;
        this.words = words;
        this.times = times;
        this.now = now;
        this.follow = follow;
        getStyleClass().add("notice-list");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        clear = new Button(words.say("notices.clear"));
        clear.getStyleClass().add("flat");
        clear.setOnAction(_ -> notices.dismissAll());
        var header = new SectionHeader(words.say("notices.title"), "");
        header.getActions().add(clear);
        var scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        // As high as its wrapped words; the style sheet says how high at most.
        scroll.prefViewportHeightProperty().bind(list.heightProperty());
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(header, scroll);
        notices.kept().addListener((ListChangeListener<Notice>) _ -> build());
        build();
    }

    Button clearButton() {
        return clear;
    }

    private void build() {
        clear.setVisible(!notices.kept().isEmpty());
        list.getChildren().setAll(notices.kept().stream().map(this::row).toList());
        if (notices.kept().isEmpty()) {
            list.getChildren()
                    .add(
                            new EmptyState(
                                    Feather.BELL,
                                    words.say("notices.none"),
                                    words.say("notices.none.text")));
        }
    }

    private HBox row(Notice notice) {
        var title = new Label(RightToLeft.wrappable(notice.title()));
        title.getStyleClass().add("strong");
        title.setWrapText(true);
        var text = new Label(RightToLeft.wrappable(notice.text()));
        text.setWrapText(true);
        text.getStyleClass().add("muted");
        var time = new TimeLabel(times, now);
        time.getStyleClass().add("small");
        time.timeProperty().set(notice.at());
        var texts = new VBox(title, text, time);
        texts.getStyleClass().add("notice-texts");
        HBox.setHgrow(texts, Priority.ALWAYS);
        var row = new HBox(new FontIcon(notice.tone().icon()), texts);
        row.getStyleClass().addAll("notice", notice.tone().styleClass());
        if (notice.screen() != null) {
            row.getChildren()
                    .add(action(Feather.ARROW_RIGHT, "notices.open", () -> follow.accept(notice)));
        }
        row.getChildren().add(action(Feather.X, "notices.dismiss", () -> notices.dismiss(notice)));
        return row;
    }

    private Button action(Feather icon, String key, Runnable act) {
        var button = new Button("", new FontIcon(icon));
        button.getStyleClass().addAll("button-icon", "flat");
        button.setAccessibleText(words.say(key));
        button.setTooltip(new Tooltip(words.say(key)));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> act.run());
        return button;
    }
}
