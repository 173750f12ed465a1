package org.fieldpost.testing;

import static org.fieldpost.testing.Brush.alpha;
import static org.fieldpost.testing.Brush.box;
import static org.fieldpost.testing.Brush.ellipse;
import static org.fieldpost.testing.Brush.polygon;
import static org.fieldpost.testing.Brush.shade;

import java.awt.Color;
import java.awt.geom.Path2D;

/** What most outdoor pictures share: sky, hills, ground, trees, a house. */
final class Scenery {
    private static final Color SOIL = new Color(186, 140, 92);
    private static final Color GRASS = new Color(134, 132, 66);
    private static final Color LEAVES = new Color(74, 98, 46);
    private static final Color BARK = new Color(92, 72, 54);
    private static final Color PLASTER = new Color(212, 190, 152);
    private static final Color TIN = new Color(150, 152, 156);

    private Scenery() {}

    static void backdrop(Brush brush, double horizon) {
        brush.down(
                box(0, 0, Brush.WIDTH, horizon + 4),
                brush.near(new Color(92, 142, 196), 18),
                new Color(232, 224, 204));
        double sunX = brush.between(200, 1400);
        brush.glow(sunX, horizon * 0.35, 620, new Color(255, 244, 214, 130));
        for (int i = 0; i < 5; i++) {
            cloud(brush, brush.between(0, 1600), brush.between(40, horizon * 0.55));
        }
        for (int layer = 0; layer < 3; layer++) {
            hills(brush, horizon, layer);
        }
        ground(brush, horizon);
    }

    private static void cloud(Brush brush, double x, double y) {
        for (int i = 0; i < 40; i++) {
            double puff = brush.between(20, 90);
            brush.glow(
                    brush.around(x, 240), brush.around(y, 46), puff, new Color(255, 255, 255, 34));
        }
    }

    private static void hills(Brush brush, double horizon, int layer) {
        var color = new Color(140 - 26 * layer, 150 - 18 * layer, 150 - 44 * layer);
        double height = 90 - 26 * layer;
        double phase = brush.between(0, 6);
        var ridge = new Path2D.Double();
        ridge.moveTo(0, horizon + 10);
        for (int x = 0; x <= Brush.WIDTH; x += 8) {
            double wave =
                    Math.sin(x / (260.0 - 50 * layer) + phase)
                            + 0.5 * Math.sin(x / 97.0 + 2 * phase)
                            + 0.15 * Math.sin(x / 23.0 + phase);
            ridge.lineTo(x, horizon - height * (0.45 + 0.25 * wave));
        }
        ridge.lineTo(Brush.WIDTH, horizon + 10);
        ridge.closePath();
        brush.down(ridge, color, shade(color, 24));
    }

    private static void ground(Brush brush, double horizon) {
        var soil = brush.near(SOIL, 14);
        brush.down(
                box(0, horizon, Brush.WIDTH, Brush.HEIGHT - horizon),
                shade(soil, 22),
                shade(soil, -30));
        for (int i = 0; i < 2600; i++) {
            double depth = brush.between(0, 1);
            depth *= depth;
            double x = brush.between(-20, Brush.WIDTH + 20);
            double y = horizon + 6 + depth * (Brush.HEIGHT - horizon);
            double size = 2 + 16 * depth;
            if (i % 3 == 0) {
                brush.fill(ellipse(x, y, size, size / 3), alpha(brush.near(soil, 36), 120));
            } else {
                var blade = alpha(brush.near(GRASS, 34), 170);
                brush.line(
                        x, y, x + brush.around(0, size), y - size * 1.5, 0.8 + 1.6 * depth, blade);
            }
        }
    }

    /** A tree whose foot is at x, foot. */
    static void tree(Brush brush, double x, double foot, double height) {
        double lean = brush.around(0, height * 0.05);
        double crownY = foot - height * 0.68;
        double trunk = height * 0.045;
        brush.fill(
                ellipse(x + height * 0.12, foot, height * 0.42, height * 0.035),
                new Color(30, 22, 12, 90));
        brush.round(
                polygon(
                        x - 1.6 * trunk,
                        foot,
                        x + 1.6 * trunk,
                        foot,
                        x + lean + 0.7 * trunk,
                        crownY,
                        x + lean - 0.7 * trunk,
                        crownY),
                BARK);
        for (int i = 0; i < 7; i++) {
            brush.line(
                    x + lean * 0.8,
                    foot - height * brush.between(0.4, 0.62),
                    x + lean + brush.around(0, height * 0.42),
                    crownY - height * brush.between(0, 0.18),
                    trunk * brush.between(0.3, 0.7),
                    shade(BARK, -14));
        }
        crown(brush, x + lean, crownY, height);
    }

    private static void crown(Brush brush, double x, double y, double height) {
        var leaves = brush.near(LEAVES, 14);
        for (int layer = 0; layer < 4; layer++) {
            for (int i = 0; i < 300; i++) {
                double dx = brush.around(0, 0.46);
                double dy = brush.around(-0.04 * layer, 0.24 * (1 - Math.abs(dx)));
                double size = height * brush.between(0.01, 0.032);
                var color = brush.near(shade(leaves, 16 * layer - 28 + (int) (-60 * dx)), 12);
                brush.fill(
                        ellipse(x + dx * height, y + dy * height, size, size * 0.7),
                        alpha(color, 215));
            }
        }
    }

    /** A plastered house under a tin roof, its wall from x, y. */
    static void house(Brush brush, double x, double y, double width, double height) {
        var plaster = brush.near(PLASTER, 16);
        brush.fill(
                ellipse(x + width * 0.55, y + height, width * 0.62, height * 0.09),
                new Color(30, 22, 12, 100));
        brush.down(box(x, y, width, height), plaster, shade(plaster, -26));
        for (int i = 0; i < 420; i++) {
            double spot = brush.between(3, 26);
            brush.fill(
                    ellipse(
                            x + brush.between(0, width),
                            y + height * Math.sqrt(brush.between(0, 1)),
                            spot,
                            spot / 2),
                    alpha(brush.near(shade(plaster, -40), 30), 26));
        }
        brush.down(
                box(x, y + height * 0.86, width, height * 0.14),
                new Color(150, 92, 58, 60),
                new Color(130, 76, 46, 150));
        brush.down(
                box(x, y, width, height * 0.13),
                new Color(20, 14, 8, 130),
                new Color(20, 14, 8, 0));
        opening(brush, x + width * 0.42, y + height * 0.3, width * 0.14, height * 0.7);
        opening(brush, x + width * 0.12, y + height * 0.34, width * 0.15, height * 0.3);
        opening(brush, x + width * 0.72, y + height * 0.34, width * 0.15, height * 0.3);
        roof(brush, x - width * 0.05, y - height * 0.34, width * 1.1, height * 0.4);
    }

    private static void opening(Brush brush, double x, double y, double width, double height) {
        var paint = brush.near(new Color(66, 108, 112), 26);
        brush.fill(box(x - 8, y - 8, width + 16, height + 8), shade(PLASTER, -52));
        brush.round(box(x, y, width, height), paint);
        brush.line(x + width / 2, y, x + width / 2, y + height, 4, shade(paint, -50));
        for (double slat = y + 16; slat < y + height - 8; slat += 18) {
            brush.line(x + 8, slat, x + width - 8, slat, 2, new Color(20, 30, 30, 90));
        }
    }

    private static void roof(Brush brush, double x, double y, double width, double height) {
        var shape =
                polygon(
                        x + width * 0.07,
                        y,
                        x + width * 0.93,
                        y,
                        x + width,
                        y + height,
                        x,
                        y + height);
        brush.down(shape, shade(TIN, 26), shade(TIN, -18));
        brush.within(
                shape,
                () -> {
                    for (double rib = 0; rib <= 1; rib += 0.014) {
                        double top = x + width * (0.07 + 0.86 * rib);
                        double bottom = x + width * rib;
                        brush.line(top, y, bottom, y + height, 3, new Color(60, 60, 66, 80));
                        brush.line(
                                top + 5,
                                y,
                                bottom + 5,
                                y + height,
                                2,
                                new Color(255, 255, 255, 60));
                    }
                    for (int i = 0; i < 60; i++) {
                        double rust = brush.between(6, 40);
                        brush.fill(
                                ellipse(
                                        x + brush.between(0, width),
                                        y + height * Math.sqrt(brush.between(0, 1)),
                                        rust,
                                        rust * 0.5),
                                new Color(140, 78, 42, 46));
                    }
                });
        brush.line(x, y + height, x + width, y + height, 8, shade(TIN, -70));
    }
}
