package org.fieldpost.ui.submissions;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.answers.Measures;
import org.fieldpost.ui.fx.RightToLeft;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.EmptyState;
import org.fieldpost.ui.kit.StatusChip;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The submission in front: what it is, what the reviewers said, its answers, photos and what the hub holds of it. */
final class DetailPane extends VBox {
    private static final int COLUMNS_SHOWN_MAX = 5;
    private final Words words;
    private final Measures measures;
    private final Actions actions;

    /** What can be done with a submission. */
    interface Actions {
        void edit(DetailViewModel.Content content);

        void delete(DetailViewModel.Content content);

        Node thumbnail(DetailViewModel.Photo photo, List<DetailViewModel.Photo> all);
    }

    DetailPane(Words words, Measures measures, Actions actions) {
        this.words = words;
        this.measures = measures;
        this.actions = actions;
        getStyleClass().add("detail");
    }

    void show(DetailViewModel.Shown shown) {
        switch (shown) {
            case DetailViewModel.Shown.Nothing _ ->
                    message(Feather.FILE_TEXT, "detail.none.title", words.say("detail.none.text"));
            case DetailViewModel.Shown.Gone _ ->
                    message(Feather.TRASH_2, "detail.gone.title", words.say("detail.gone.text"));
            case DetailViewModel.Shown.Failed failed ->
                    message(Feather.ALERT_TRIANGLE, "detail.failed.title", failed.why());
            case DetailViewModel.Shown.Open open -> show(open.content());
        }
    }

    private void message(Feather icon, String title, String text) {
        getChildren().setAll(new EmptyState(icon, words.say(title), text));
    }

    private void show(DetailViewModel.Content content) {
        getChildren().setAll(head(content));
        if (!content.remark().isEmpty()) {
            getChildren().add(remark(content.remark()));
        }
        if (!content.trouble().isEmpty()) {
            getChildren().add(note("detail-trouble", Feather.ALERT_OCTAGON, content.trouble()));
        }
        for (Answered section : content.sections()) {
            getChildren().add(section(section, content));
        }
        if (content.sections().isEmpty()) {
            getChildren().add(note("muted", Feather.INFO, words.say("detail.noform")));
        }
        getChildren().addAll(deliveries(content), facts(content));
    }

    private Node head(DetailViewModel.Content content) {
        var title = new Label(RightToLeft.wrappable(content.title()));
        title.setWrapText(true);
        title.getStyleClass().add("detail-title");
        String who = content.createdBy().isEmpty() ? "" : content.createdBy() + " · ";
        var line =
                new Label(
                        RightToLeft.wrappable(
                                content.form()
                                        + " "
                                        + content.version()
                                        + " · "
                                        + who
                                        + measures.moment(content.createdAt())));
        line.setWrapText(true);
        line.getStyleClass().add("muted");
        var status = content.status();
        var edit = new Button(words.say("detail.edit"), new FontIcon(Feather.EDIT_2));
        edit.setOnAction(_ -> actions.edit(content));
        var delete = new Button(words.say("detail.delete"), new FontIcon(Feather.TRASH_2));
        delete.getStyleClass().add("flat");
        delete.setOnAction(_ -> actions.delete(content));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var buttons =
                new HBox(
                        new StatusChip(status.tone(), status.icon(), status.words()),
                        space,
                        edit,
                        delete);
        buttons.getStyleClass().add("detail-actions");
        var head = new VBox(title, line, buttons);
        head.getStyleClass().add("detail-head");
        return head;
    }

    private Node remark(String text) {
        return note("detail-remark", Feather.MESSAGE_SQUARE, words.say("detail.remark", text));
    }

    private static Label note(String style, Feather icon, String text) {
        var label = new Label(RightToLeft.wrappable(text), new FontIcon(icon));
        label.setWrapText(true);
        label.getStyleClass().add(style);
        return label;
    }

    private Node section(Answered section, DetailViewModel.Content content) {
        var box = new VBox();
        box.getStyleClass().add("detail-section");
        if (!section.title().isEmpty()) {
            box.getChildren().add(heading(section.title()));
        }
        for (Answered.Item item : section.items()) {
            switch (item) {
                case Answered.Line line -> {
                    box.getChildren().add(line(line));
                    addRemark(box, line.remark());
                }
                case Answered.Table table -> {
                    box.getChildren().addAll(question(table.label()), table(table));
                    addRemark(box, table.remark());
                }
                case Answered.Pictures pictures -> {
                    box.getChildren()
                            .addAll(question(pictures.label()), pictures(pictures, content));
                    addRemark(box, pictures.remark());
                }
            }
        }
        return box;
    }

    private void addRemark(VBox box, String remark) {
        if (!remark.isEmpty()) {
            box.getChildren().add(remark(remark));
        }
    }

    private static Label heading(String text) {
        var label = new Label(RightToLeft.wrappable(text));
        label.setWrapText(true);
        label.getStyleClass().add("detail-heading");
        return label;
    }

    private static Label question(String text) {
        var label = new Label(RightToLeft.wrappable(text));
        label.setWrapText(true);
        label.getStyleClass().add("detail-question");
        return label;
    }

    private static Node line(Answered.Line line) {
        var answer = new Label(RightToLeft.wrappable(line.answer()));
        answer.setWrapText(true);
        answer.getStyleClass().add("detail-answer");
        var question = question(line.label());
        question.setMinWidth(164);
        question.setPrefWidth(164);
        question.setMaxWidth(164);
        HBox.setHgrow(answer, Priority.ALWAYS);
        var box = new HBox(question, answer);
        box.getStyleClass().add("detail-line");
        return box;
    }

    private static Node table(Answered.Table table) {
        var grid = new GridPane();
        grid.getStyleClass().add("detail-table");
        int columns = Math.min(COLUMNS_SHOWN_MAX, table.columns().size());
        for (int c = 0; c < columns; c++) {
            var constraints = new javafx.scene.layout.ColumnConstraints();
            constraints.setPercentWidth(100.0 / columns);
            grid.getColumnConstraints().add(constraints);
            var head = new Label(RightToLeft.wrappable(table.columns().get(c)));
            head.setWrapText(true);
            head.getStyleClass().add("detail-column");
            grid.add(head, c, 0);
            for (int r = 0; r < table.rows().size(); r++) {
                var cell = new Label(RightToLeft.wrappable(table.rows().get(r).get(c)));
                cell.setWrapText(true);
                grid.add(cell, c, r + 1);
            }
        }
        return grid;
    }

    private Node pictures(Answered.Pictures pictures, DetailViewModel.Content content) {
        var flow = new FlowPane();
        flow.getStyleClass().add("detail-pictures");
        var known =
                pictures.references().stream()
                        .filter(content.photos()::containsKey)
                        .map(content.photos()::get)
                        .toList();
        known.forEach(photo -> flow.getChildren().add(actions.thumbnail(photo, known)));
        int missing = pictures.references().size() - known.size();
        if (missing > 0) {
            flow.getChildren()
                    .add(note("muted", Feather.IMAGE, words.say("detail.photos.missing", missing)));
        }
        return flow;
    }

    private Node deliveries(DetailViewModel.Content content) {
        var box = new VBox(heading(words.say("detail.delivery")));
        box.getStyleClass().add("detail-section");
        for (DetailViewModel.Delivery delivery : content.deliveries()) {
            var label =
                    new Label(
                            delivery.name()
                                    + " · "
                                    + words.say(
                                            delivery.delivered()
                                                    ? "delivery.hub"
                                                    : "delivery.here"),
                            new FontIcon(
                                    delivery.delivered() ? Feather.CHECK_CIRCLE : Feather.CLOCK));
            label.getStyleClass().add(delivery.delivered() ? "delivered" : "undelivered");
            box.getChildren().add(label);
        }
        return box;
    }

    private Node facts(DetailViewModel.Content content) {
        var box = new VBox();
        box.getStyleClass().add("detail-facts");
        if (!content.place().isEmpty()) {
            box.getChildren().add(note("muted", Feather.MAP_PIN, content.place()));
        }
        var id = new Label(content.id().toString());
        id.getStyleClass().add("code");
        box.getChildren().add(id);
        return box;
    }
}
