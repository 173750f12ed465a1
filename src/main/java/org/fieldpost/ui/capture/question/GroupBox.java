package org.fieldpost.ui.capture.question;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Questions that belong together under a heading; folds away when the group is not asked. */
final class GroupBox extends VBox implements RowFactory.Drawn {
    private final QuestionViewModel group;

    GroupBox(QuestionViewModel group, List<Node> rows) {
        this.group = group;
        getStyleClass().add("group");
        if (!group.label().isEmpty()) {
            var heading = new Label(group.label());
            heading.getStyleClass().add("group-heading");
            heading.setWrapText(true);
            getChildren().add(heading);
        }
        if (!group.hint().isEmpty()) {
            var hint = new Label(group.hint());
            hint.getStyleClass().add("hint");
            hint.setWrapText(true);
            getChildren().add(hint);
        }
        getChildren().addAll(rows);
        visibleProperty().bind(group.relevantProperty());
        managedProperty().bind(visibleProperty());
    }

    @Override
    public void refresh() {
        group.refresh();
    }
}
