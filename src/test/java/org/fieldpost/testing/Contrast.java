package org.fieldpost.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Contrast of what is written against what it stands on, as WCAG 2.2 (1.4.3, 1.4.11) reckons it: 4.5:1 for text, 3:1
 * for large text and for signs. What is disabled is left out, as there.
 */
public final class Contrast {
    private static final double TEXT = 4.5;
    private static final double LARGE = 3;
    private static final double LARGE_SIZE = 24;
    private static final double LARGE_BOLD_SIZE = 18.66;
    private static final double ROUNDING = 0.01;

    private Contrast() {}

    /** The contrast of two opaque colours, from 1 to 21. */
    public static double of(Color one, Color other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    /** Every piece of text within {@code root} that is too faint, with its colours; empty when all can be read. */
    public static List<String> tooFaint(Scene scene, Parent root) {
        var found = new ArrayList<String>();
        for (Text text : texts(root)) {
            if (text.getFill() instanceof Color fill) {
                Color ground = ground(text, scene);
                Color seen = over(faded(fill, opacity(text)), ground);
                double contrast = of(seen, ground);
                if (contrast < needed(text) - ROUNDING) {
                    found.add(
                            String.format(
                                    Locale.ROOT,
                                    "%.2f:1 for “%s” %s on %s in %s",
                                    contrast,
                                    words(text),
                                    seen,
                                    ground,
                                    text.getParent().getStyleClass()));
                }
            }
        }
        return found;
    }

    /** How many pieces of text there are to read. */
    public static int count(Parent root) {
        return texts(root).size();
    }

    private static String words(Text text) {
        return text instanceof FontIcon icon ? icon.getIconLiteral() : text.getText();
    }

    private static double needed(Text text) {
        double size = text.getFont().getSize();
        boolean bold = text.getFont().getStyle().contains("Bold");
        boolean large = size >= LARGE_SIZE || (bold && size >= LARGE_BOLD_SIZE);
        return text instanceof FontIcon || large ? LARGE : TEXT;
    }

    private static List<Text> texts(Node node) {
        var found = new ArrayList<Text>();
        if (!node.isVisible() || node.isDisabled()) {
            return found;
        }
        if (node instanceof Text text && !text.getText().isBlank()) {
            found.add(text);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> found.addAll(texts(child)));
        }
        return found;
    }

    private static Color ground(Node node, Scene scene) {
        var layers = new ArrayList<Color>();
        for (@Nullable Node at = node.getParent(); at != null; at = at.getParent()) {
            if (at instanceof Region region && region.getBackground() != null) {
                var fills = region.getBackground().getFills();
                // Of the fills of a control the last one is what its words stand on.
                for (int i = fills.size() - 1; i >= 0; i--) {
                    if (fills.get(i).getFill() instanceof Color colour) {
                        layers.add(colour);
                        if (colour.isOpaque()) {
                            return flat(layers);
                        }
                    }
                }
            }
        }
        layers.add(scene.getFill() instanceof Color fill ? fill : Color.WHITE);
        return flat(layers);
    }

    private static Color flat(List<Color> topFirst) {
        Color ground = topFirst.getLast();
        for (int i = topFirst.size() - 2; i >= 0; i--) {
            ground = over(topFirst.get(i), ground);
        }
        return ground;
    }

    private static double opacity(Node node) {
        double opacity = 1;
        for (@Nullable Node at = node; at != null; at = at.getParent()) {
            opacity *= at.getOpacity();
        }
        return opacity;
    }

    private static Color faded(Color colour, double by) {
        return new Color(
                colour.getRed(), colour.getGreen(), colour.getBlue(), colour.getOpacity() * by);
    }

    private static Color over(Color top, Color ground) {
        double a = top.getOpacity();
        return new Color(
                a * top.getRed() + (1 - a) * ground.getRed(),
                a * top.getGreen() + (1 - a) * ground.getGreen(),
                a * top.getBlue() + (1 - a) * ground.getBlue(),
                1);
    }
}
