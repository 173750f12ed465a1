package org.fieldpost.testing;

import static org.fieldpost.testing.Brush.alpha;
import static org.fieldpost.testing.Brush.box;
import static org.fieldpost.testing.Brush.ellipse;
import static org.fieldpost.testing.Brush.polygon;
import static org.fieldpost.testing.Brush.shade;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;

/** The pictures of {@link SamplePhotos}: one method a subject. */
final class SampleScenes {
    private static final Color CONCRETE = new Color(176, 170, 158);
    private static final Color CLAY = new Color(176, 106, 70);
    private static final Color BLUE_PAINT = new Color(58, 104, 146);
    private static final Color WOOD = new Color(112, 82, 54);
    private static final Color DARK = new Color(34, 28, 24);

    private SampleScenes() {}

    static void paint(SamplePhotos.Subject subject, Brush brush) {
        switch (subject) {
            case HANDPUMP -> handpump(brush);
            case WELL -> well(brush);
            case LANDSCAPE -> landscape(brush);
            case TREE -> tree(brush);
            case HOUSE -> house(brush);
            case CONTAINER -> container(brush);
            case CRACKED_WALL -> SampleDamage.crackedWall(brush);
            case BROKEN_ROOF -> SampleDamage.brokenRoof(brush);
            case FLOODED_HOUSE -> SampleDamage.floodedHouse(brush);
        }
    }

    private static void landscape(Brush brush) {
        Scenery.backdrop(brush, 620);
        for (int i = 0; i < 9; i++) {
            double depth = i / 9.0;
            Scenery.tree(brush, brush.between(40, 1560), 640 + 230 * depth, 120 + 300 * depth);
        }
        Scenery.tree(brush, brush.between(250, 600), 980, 640);
    }

    private static void tree(Brush brush) {
        Scenery.backdrop(brush, 760);
        Scenery.tree(brush, 300, 800, 190);
        Scenery.tree(brush, 1380, 790, 150);
        Scenery.tree(brush, brush.between(740, 860), 1080, 960);
    }

    private static void house(Brush brush) {
        Scenery.backdrop(brush, 560);
        Scenery.tree(brush, 1370, 700, 420);
        Scenery.house(brush, 260, 470, 900, 430);
        Scenery.tree(brush, 120, 900, 360);
    }

    private static void handpump(Brush brush) {
        Scenery.backdrop(brush, 560);
        Scenery.tree(brush, brush.between(150, 400), 640, 300);
        Scenery.tree(brush, brush.between(1250, 1450), 630, 240);
        apron(brush, 800, 985, 520, 120);
        brush.fill(ellipse(890, 985, 260, 34), new Color(20, 16, 12, 80));
        brush.round(box(770, 640, 66, 350), BLUE_PAINT);
        brush.round(box(740, 940, 126, 46), shade(BLUE_PAINT, -20));
        brush.round(new RoundRectangle2D.Double(738, 470, 132, 190, 22, 22), BLUE_PAINT);
        brush.round(box(728, 452, 152, 26), shade(BLUE_PAINT, -25));
        spout(brush);
        brush.line(858, 520, 1150, 420 + brush.between(-30, 60), 26, shade(BLUE_PAINT, -60));
        brush.line(856, 514, 1146, 414, 9, shade(BLUE_PAINT, 40));
        brush.fill(ellipse(858, 520, 18, 18), DARK);
        brush.round(box(762, 545, 84, 50), new Color(214, 206, 180));
        bucket(brush, 610, 905);
    }

    private static void spout(Brush brush) {
        var pipe = new Path2D.Double();
        pipe.moveTo(775, 690);
        pipe.curveTo(680, 680, 640, 690, 632, 770);
        brush.draw(pipe, 42, shade(BLUE_PAINT, -50));
        brush.draw(pipe, 24, shade(BLUE_PAINT, 10));
        brush.line(632, 790, 630, 900, 12, new Color(225, 238, 246, 190));
        brush.line(636, 790, 636, 900, 4, new Color(255, 255, 255, 220));
    }

    private static void bucket(Brush brush, double x, double y) {
        brush.fill(ellipse(x + 30, y + 110, 100, 20), new Color(20, 16, 12, 90));
        brush.round(
                polygon(x - 62, y, x + 62, y, x + 48, y + 112, x - 48, y + 112),
                new Color(196, 150, 44));
        brush.fill(ellipse(x, y, 62, 17), new Color(120, 88, 30));
        brush.fill(ellipse(x, y + 4, 54, 12), new Color(176, 206, 216));
    }

    private static void apron(Brush brush, double x, double y, double radiusX, double radiusY) {
        brush.fill(ellipse(x, y + 26, radiusX, radiusY), shade(CONCRETE, -60));
        brush.down(ellipse(x, y, radiusX, radiusY), CONCRETE, shade(CONCRETE, -22));
        brush.within(
                ellipse(x, y, radiusX, radiusY),
                () -> {
                    for (int i = 0; i < 500; i++) {
                        double size = brush.between(1, 9);
                        brush.fill(
                                ellipse(
                                        brush.around(x, radiusX),
                                        brush.around(y, radiusY),
                                        2 * size,
                                        size / 2),
                                alpha(brush.near(CONCRETE, 40), 90));
                    }
                    brush.fill(ellipse(x - 170, y - 10, 180, 40), new Color(86, 80, 74, 90));
                });
    }

    private static void well(Brush brush) {
        Scenery.backdrop(brush, 540);
        Scenery.tree(brush, brush.between(1200, 1450), 640, 360);
        apron(brush, 800, 1010, 560, 110);
        var shaft = new Path2D.Double();
        shaft.append(box(520, 760, 560, 210), false);
        brush.round(shaft, CONCRETE);
        brush.round(ellipse(800, 970, 280, 70), CONCRETE);
        stones(brush);
        brush.round(ellipse(800, 760, 280, 70), shade(CONCRETE, 12));
        brush.fill(ellipse(800, 762, 225, 52), DARK);
        brush.fill(ellipse(800, 786, 190, 26), new Color(44, 62, 70));
        for (double x : new double[] {560, 1040}) {
            brush.line(x, 780, x, 360, 30, shade(WOOD, -30));
            brush.line(x - 5, 780, x - 5, 360, 12, shade(WOOD, 20));
        }
        brush.line(535, 372, 1065, 366, 32, shade(WOOD, -20));
        brush.line(535, 366, 1065, 360, 12, shade(WOOD, 30));
        brush.draw(ellipse(800, 420, 46, 46), 14, new Color(70, 66, 62));
        brush.line(754, 420, 752, 780, 6, new Color(206, 190, 150));
        brush.line(846, 420, 1150, 930, 6, new Color(206, 190, 150));
        bucket(brush, 1180, 930);
    }

    private static void stones(Brush brush) {
        brush.within(
                box(522, 790, 556, 215),
                () -> {
                    for (int row = 0; row < 6; row++) {
                        for (double x = 500 + row % 2 * 40; x < 1100; x += 84) {
                            double sag =
                                    60 * Math.sqrt(Math.max(0, 1 - Math.pow((x - 760) / 290, 2)));
                            var stone =
                                    new RoundRectangle2D.Double(
                                            x, 770 + row * 42 + sag - 20, 78, 36, 16, 16);
                            brush.fill(stone, alpha(brush.near(shade(CONCRETE, -30), 22), 130));
                            brush.draw(stone, 2, new Color(70, 62, 54, 110));
                        }
                    }
                });
    }

    private static void container(Brush brush) {
        brush.down(box(0, 0, 1600, 820), new Color(196, 158, 120), new Color(150, 112, 80));
        for (int i = 0; i < 1400; i++) {
            double x = brush.between(0, 1600);
            double y = brush.between(0, 820);
            brush.line(
                    x,
                    y,
                    x + brush.between(8, 60),
                    y + brush.around(0, 6),
                    2,
                    new Color(80, 50, 30, 22));
        }
        brush.down(box(0, 820, 1600, 380), new Color(120, 96, 72), new Color(164, 136, 104));
        brush.glow(350, 150, 700, new Color(255, 236, 190, 110));
        jar(brush);
        jerrycan(brush, 1010, 560, new Color(222, 178, 40));
        jerrycan(brush, 1260, 610, new Color(64, 110, 170));
    }

    private static void jar(Brush brush) {
        brush.fill(ellipse(620, 1040, 400, 60), new Color(20, 12, 8, 110));
        var body = new Path2D.Double();
        body.moveTo(420, 470);
        body.curveTo(210, 560, 180, 960, 420, 1050);
        body.lineTo(660, 1050);
        body.curveTo(900, 960, 870, 560, 660, 470);
        body.closePath();
        brush.round(body, CLAY);
        brush.within(body, () -> brush.glow(390, 700, 260, new Color(255, 210, 170, 120)));
        brush.round(box(410, 430, 260, 60), shade(CLAY, -10));
        brush.round(ellipse(540, 430, 150, 34), shade(WOOD, 30));
        brush.round(ellipse(540, 418, 150, 32), shade(WOOD, 60));
        brush.fill(ellipse(540, 404, 26, 14), shade(WOOD, -20));
        for (int band = 0; band < 3; band++) {
            var line = new Path2D.Double();
            line.moveTo(285 - band * 14, 600 + band * 26);
            line.curveTo(
                    420, 640 + band * 26, 660, 640 + band * 26, 795 + band * 14, 600 + band * 26);
            brush.draw(line, 5, new Color(90, 48, 28, 120));
        }
    }

    private static void jerrycan(Brush brush, double x, double y, Color color) {
        brush.fill(ellipse(x + 130, y + 470, 170, 34), new Color(20, 12, 8, 110));
        brush.round(new RoundRectangle2D.Double(x, y + 60, 220, 410, 50, 50), color);
        brush.round(new RoundRectangle2D.Double(x + 26, y, 60, 76, 16, 16), shade(color, -30));
        brush.fill(box(x + 22, y - 12, 68, 30), DARK);
        brush.draw(
                new RoundRectangle2D.Double(x + 104, y + 18, 96, 66, 40, 40),
                24,
                shade(color, -25));
        brush.draw(polygon(x + 40, y + 150, x + 180, y + 400), 10, shade(color, -40));
        brush.draw(polygon(x + 180, y + 150, x + 40, y + 400), 10, shade(color, -40));
    }
}
