package org.fieldpost.testing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import org.fieldpost.ui.kit.Density;
import org.fieldpost.ui.kit.Theme;

/**
 * Pictures of screens for people to look at, in {@code target/screenshots}; those the documents show are written to
 * {@code docs/images} when {@code -Dscreenshots.docs=true}. Called on the JavaFX thread.
 */
public final class Screenshots {
    public static final int WIDTH = 1280;
    public static final int HEIGHT = 720;

    private static final Path TARGET = Path.of("target", "screenshots");
    private static final Path DOCUMENTS = Path.of("docs", "images");

    private Screenshots() {}

    /** {@code node} in a scene of 1280x720 in {@code theme}. */
    public static Scene scene(Parent node, Theme theme, NodeOrientation orientation) {
        theme.install();
        var scene = node.getScene() == null ? new Scene(node, WIDTH, HEIGHT) : node.getScene();
        theme.dress(scene, orientation == NodeOrientation.RIGHT_TO_LEFT);
        scene.setNodeOrientation(orientation);
        Density.COMFORTABLE.apply(node);
        node.resize(WIDTH, HEIGHT);
        node.applyCss();
        node.layout();
        return scene;
    }

    /** {@code name-light.png} and {@code name-dark.png}. */
    public static void bothThemes(String name, Parent node) {
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            scene(node, theme, NodeOrientation.LEFT_TO_RIGHT);
            shoot(name + "-" + theme.name().toLowerCase(java.util.Locale.ROOT), node.getScene());
        }
    }

    /** {@code name.png} of the whole scene as it stands. */
    public static Path shoot(String name, Scene scene) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        return write(TARGET, name, scene.snapshot(null));
    }

    /**
     * {@code docs/images/name.png} of {@code root} as it is laid out, when the documents are asked for; the caret,
     * which blinks, is left out.
     */
    public static void document(String name, Parent root) {
        if (!Boolean.getBoolean("screenshots.docs")) {
            return;
        }
        Node owner = root.getScene().getFocusOwner();
        String style = owner == null ? "" : owner.getStyle();
        if (owner instanceof TextInputControl) {
            owner.setStyle("-fx-display-caret: false;" + style);
            owner.applyCss();
        }
        write(DOCUMENTS, name, root.snapshot(new SnapshotParameters(), null));
        if (owner instanceof TextInputControl) {
            owner.setStyle(style);
        }
    }

    /** Small and without transparency, so that the same screen is the same file. */
    private static Path write(Path folder, String name, WritableImage shot) {
        int width = (int) shot.getWidth();
        int height = (int) shot.getHeight();
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        SwingFXUtils.fromFXImage(shot, picture);
        try {
            Files.createDirectories(folder);
            var file = folder.resolve(name + ".png");
            ImageIO.write(picture, "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
