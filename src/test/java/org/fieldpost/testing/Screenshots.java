package org.fieldpost.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.NodeOrientation;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javax.imageio.ImageIO;
import org.fieldpost.ui.kit.Density;
import org.fieldpost.ui.kit.Theme;

/**
 * Pictures of screens for people to look at: {@code target/screenshots}, and {@code docs/images} when
 * {@code -Dscreenshots.docs=true}. Called on the JavaFX thread.
 */
public final class Screenshots {
    public static final int WIDTH = 1280;
    public static final int HEIGHT = 720;

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
        var picture = SwingFXUtils.fromFXImage(scene.snapshot(null), null);
        var folder = Path.of("target", "screenshots");
        try {
            Files.createDirectories(folder);
            var file = folder.resolve(name + ".png");
            ImageIO.write(picture, "png", file.toFile());
            if (Boolean.getBoolean("screenshots.docs")) {
                var docs = Path.of("docs", "images");
                Files.createDirectories(docs);
                ImageIO.write(picture, "png", docs.resolve(name + ".png").toFile());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
