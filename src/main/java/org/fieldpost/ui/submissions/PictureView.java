package org.fieldpost.ui.submissions;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.answers.Photos;

/** A photo over the whole screen; arrows go to the others, Escape or a click goes back. */
final class PictureView {
    private static final double MARGIN = 120;
    private final Photos photos;
    private final StackPane root;
    private final List<DetailViewModel.Photo> all;
    private final ImageView picture = new ImageView();
    private final Label name = new Label();
    private final StackPane scrim = new StackPane();
    private int at;

    PictureView(Photos photos, StackPane root, List<DetailViewModel.Photo> all) {
        this.photos = photos;
        this.root = root;
        this.all = all;
        picture.setPreserveRatio(true);
        picture.setNodeOrientation(javafx.geometry.NodeOrientation.LEFT_TO_RIGHT);
        picture.fitWidthProperty().bind(root.widthProperty().subtract(MARGIN));
        picture.fitHeightProperty().bind(root.heightProperty().subtract(MARGIN));
        name.getStyleClass().add("picture-name");
        var box = new VBox(picture, name);
        box.getStyleClass().add("picture-box");
        scrim.getChildren().add(box);
        scrim.getStyleClass().addAll("scrim", "picture-scrim");
        scrim.setFocusTraversable(true);
        scrim.setOnMouseClicked(_ -> root.getChildren().remove(scrim));
        scrim.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    void open(DetailViewModel.Photo photo) {
        at = all.indexOf(photo);
        root.getChildren().add(scrim);
        scrim.requestFocus();
        show();
    }

    private void show() {
        DetailViewModel.Photo photo = all.get(at);
        name.setText((at + 1) + " / " + all.size() + "   " + photo.filename());
        photos.picture(photo.sha256(), image -> image.ifPresent(picture::setImage));
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> step(-1);
            case RIGHT -> step(1);
            case ESCAPE, ENTER, SPACE -> root.getChildren().remove(scrim);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void step(int by) {
        at = Math.floorMod(at + by, all.size());
        show();
    }
}
