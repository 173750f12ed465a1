package org.fieldpost.ui.sync;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Overlay;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Asks before a dead letter is discarded: what is lost, and first of all a file of it, where a hasty Enter leads. */
final class DiscardPanel {
    private static final String SENTENCE = "discard-sentence";
    private final DiscardViewModel model;
    private final LineWords lines;
    private final Words words;
    private final DiscardDesk desk;
    private final Overlay overlay;
    private final Runnable gone;
    private final Label fileSaid = sentence("");
    private final Label refused = sentence("");
    private final Button save = new Button();
    private final Button keep = new Button();
    private final Button discard = new Button();

    /**
     * @param gone is called once it is discarded
     */
    DiscardPanel(
            DiscardViewModel model,
            LineWords lines,
            Words words,
            DiscardDesk desk,
            Overlay overlay,
            Runnable gone) {
        this.model = model;
        this.lines = lines;
        this.words = words;
        this.desk = desk;
        this.overlay = overlay;
        this.gone = gone;
    }

    void show() {
        var title = sentence(words.say("discard.title", lines.what(model.line())));
        title.getStyleClass().add("overlay-title");
        var card =
                new VBox(
                        title,
                        sentence(lost()),
                        file(),
                        fileSaid,
                        withoutFile(),
                        refused,
                        buttons());
        card.getStyleClass().add("discard-card");
        card.setMaxHeight(Region.USE_PREF_SIZE);
        tellFile(model.fileProperty().get());
        model.fileProperty().addListener((_, _, now) -> tellFile(now));
        show(refused, "");
        model.refusedProperty()
                .addListener(
                        (_, _, why) ->
                                show(refused, why == null ? "" : words.say("discard.not", why)));
        overlay.show(card, save, Pos.TOP_CENTER);
    }

    private String lost() {
        var loss = model.loss();
        var said = new StringBuilder(words.say("discard.loss." + loss.fate().name()));
        if (loss.photos() > 0) {
            said.append(' ').append(words.say("discard.loss.photos", loss.photos()));
        }
        if (loss.links() > 0) {
            said.append(' ').append(words.say("discard.loss.links", loss.links()));
        }
        return said.toString();
    }

    private HBox file() {
        save.setText(words.say("discard.file"));
        save.setGraphic(new FontIcon(Feather.SAVE));
        save.getStyleClass().add("accent");
        save.setOnAction(
                _ -> desk.place().ask(words.say("discard.file"), suggestion(), model::export));
        save.disableProperty()
                .bind(
                        model.discardingProperty()
                                .or(
                                        model.fileProperty()
                                                .isEqualTo(
                                                        new DiscardViewModel.FileState.Writing())));
        var row = new HBox(save);
        row.getStyleClass().add("overlay-row");
        return row;
    }

    private String suggestion() {
        var id = model.line().key().toString();
        return "fieldpost-%s-%s.zip"
                .formatted(
                        model.line().type().word().replace('_', '-').toLowerCase(Locale.ROOT),
                        id.substring(id.length() - 8));
    }

    private CheckBox withoutFile() {
        var box = new CheckBox(words.say("discard.without"));
        box.setWrapText(true);
        box.selectedProperty().bindBidirectional(model.withoutFileProperty());
        return box;
    }

    private HBox buttons() {
        keep.setText(words.say("discard.keep"));
        keep.setOnAction(_ -> overlay.hide());
        discard.setText(words.say("discard.confirm"));
        discard.getStyleClass().add("danger");
        discard.disableProperty().bind(model.mayDiscard().not());
        discard.setOnAction(
                _ ->
                        model.discard(
                                () -> {
                                    overlay.hide();
                                    gone.run();
                                }));
        var row = new HBox(keep, discard);
        row.getStyleClass().add("overlay-buttons");
        return row;
    }

    private void tellFile(DiscardViewModel.FileState now) {
        show(
                fileSaid,
                switch (now) {
                    case DiscardViewModel.FileState.None _ -> words.say("discard.file.why");
                    case DiscardViewModel.FileState.Writing _ -> words.say("discard.file.writing");
                    case DiscardViewModel.FileState.Kept(var written) ->
                            words.say(
                                    written.photosMissing() > 0
                                            ? "discard.file.partly"
                                            : "discard.file.kept",
                                    written.file(),
                                    written.photos(),
                                    written.photosMissing());
                    case DiscardViewModel.FileState.Failed(var why) ->
                            words.say("discard.file.failed", why);
                });
    }

    private static Label sentence(String text) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(SENTENCE);
        return label;
    }

    private static void show(Label label, String text) {
        label.setText(text);
        label.setManaged(!text.isEmpty());
        label.setVisible(!text.isEmpty());
    }
}
