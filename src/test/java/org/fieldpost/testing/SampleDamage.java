package org.fieldpost.testing;

import static org.fieldpost.testing.Brush.alpha;
import static org.fieldpost.testing.Brush.box;
import static org.fieldpost.testing.Brush.ellipse;
import static org.fieldpost.testing.Brush.polygon;
import static org.fieldpost.testing.Brush.shade;

import java.awt.Color;
import java.awt.geom.Path2D;

/** Buildings after a disaster. */
final class SampleDamage {
    private static final Color BLOCK = new Color(178, 170, 156);
    private static final Color RUBBLE = new Color(160, 146, 126);
    private static final Color FLOOD = new Color(136, 110, 78);

    private SampleDamage() {}

    static void crackedWall(Brush brush) {
        brush.down(box(0, 0, 1600, 1200), new Color(120, 160, 204), new Color(214, 214, 204));
        var standing = new Path2D.Double();
        standing.moveTo(0, 1100);
        standing.lineTo(0, 120);
        double x = 0;
        double y = 120;
        while (x < 1600) {
            x += brush.between(50, 130);
            y = Math.clamp(y + brush.around(x > 900 ? 55 : 4, 70), 60, 760);
            standing.lineTo(x, y);
            standing.lineTo(x, y + brush.between(0, 40));
        }
        standing.lineTo(1600, 1100);
        standing.closePath();
        brush.down(standing, BLOCK, shade(BLOCK, -30));
        brush.within(standing, () -> blocks(brush));
        brush.within(standing, () -> cracks(brush));
        brush.down(box(0, 1040, 1600, 160), new Color(168, 136, 100), new Color(126, 98, 70));
        rubble(brush, 900, 1100, 620, 170);
    }

    private static void blocks(Brush brush) {
        for (int row = 0; row < 16; row++) {
            for (double x = -100 + row % 2 * 75; x < 1600; x += 150) {
                var block = box(x + 4, row * 72 + 4, 142, 64);
                brush.fill(block, alpha(brush.near(BLOCK, 22), 150));
                brush.draw(block, 4, new Color(110, 102, 92, 120));
            }
        }
        var plaster = new Path2D.Double();
        plaster.moveTo(0, 0);
        for (double y = 0; y <= 1200; y += 60) {
            plaster.lineTo(brush.around(560, 120), y);
        }
        plaster.lineTo(0, 1200);
        plaster.closePath();
        brush.down(plaster, new Color(222, 204, 166), new Color(192, 168, 128));
        brush.draw(plaster, 5, new Color(120, 104, 80, 140));
    }

    private static void cracks(Brush brush) {
        for (int i = 0; i < 5; i++) {
            double x = brush.between(150, 1300);
            double y = brush.between(100, 300);
            double width = brush.between(5, 16);
            while (y < 1080 && width > 1) {
                double nextX = x + brush.around(22, 46);
                double nextY = y + brush.between(18, 60);
                brush.line(x, y, nextX, nextY, width, new Color(30, 24, 20));
                brush.line(x + 3, y, nextX + 3, nextY, 1.5, new Color(240, 230, 210, 150));
                x = nextX;
                y = nextY;
                width *= brush.between(0.9, 1.04);
            }
        }
    }

    /** A heap of broken blocks on the ground around x, foot. */
    private static void rubble(Brush brush, double x, double foot, double width, double height) {
        brush.fill(ellipse(x, foot + 20, width, 50), new Color(30, 22, 16, 110));
        for (int i = 0; i < 420; i++) {
            double level = 1 - i / 420.0;
            double pieceX = brush.around(x, width * (0.35 + 0.65 * (1 - level)));
            double pieceY = foot - height * level * brush.between(0.2, 1) + 20;
            double size = brush.between(10, 52);
            var piece =
                    polygon(
                            pieceX - size,
                            pieceY + brush.around(0, size / 3),
                            pieceX + brush.around(0, size / 2),
                            pieceY - size * brush.between(0.4, 0.8),
                            pieceX + size,
                            pieceY + brush.around(0, size / 3),
                            pieceX + brush.around(0, size / 2),
                            pieceY + size * 0.5);
            var color = brush.near(RUBBLE, 34);
            brush.down(piece, shade(color, 26), shade(color, -40));
        }
    }

    static void brokenRoof(Brush brush) {
        Scenery.backdrop(brush, 600);
        Scenery.tree(brush, 1440, 720, 300);
        Scenery.house(brush, 240, 520, 980, 420);
        var hole = new Path2D.Double();
        hole.moveTo(720, 340);
        for (double x = 720; x <= 1200; x += 60) {
            hole.lineTo(x, 372 + brush.around(0, 26));
        }
        hole.lineTo(1190, 540);
        for (double x = 1180; x >= 640; x -= 60) {
            hole.lineTo(x, 536 + brush.around(0, 20));
        }
        hole.closePath();
        brush.down(hole, new Color(150, 176, 204), new Color(60, 50, 42));
        brush.within(
                hole,
                () -> {
                    for (double x = 640; x < 1260; x += 74) {
                        brush.line(x + 40, 330, x, 560, 14, new Color(96, 70, 46));
                    }
                    brush.line(600, 450, 1260, 446, 12, new Color(110, 82, 54));
                });
        for (int i = 0; i < 6; i++) {
            double x = brush.between(380, 1300);
            double y = brush.between(930, 1080);
            double turn = brush.around(0, 60);
            brush.down(
                    polygon(x, y, x + 190, y + turn, x + 170, y + turn + 46, x - 20, y + 46),
                    new Color(178, 180, 184),
                    new Color(112, 112, 116));
        }
        rubble(brush, 1120, 980, 260, 60);
    }

    static void floodedHouse(Brush brush) {
        Scenery.backdrop(brush, 520);
        Scenery.tree(brush, 200, 780, 460);
        Scenery.house(brush, 460, 420, 860, 420);
        double surface = 690;
        brush.down(
                box(0, surface, 1600, 1200 - surface),
                alpha(shade(FLOOD, 40), 238),
                shade(FLOOD, -26));
        brush.fill(box(452, surface - 16, 876, 16), new Color(96, 66, 40, 130));
        for (int i = 0; i < 900; i++) {
            double depth = Math.pow(brush.between(0, 1), 1.6);
            double x = brush.between(-60, 1600);
            double y = surface + 4 + depth * (1200 - surface);
            double length = 14 + 130 * depth;
            boolean underHouse = x > 430 && x < 1320 && depth < 0.55;
            var color = underHouse ? new Color(206, 184, 146, 54) : new Color(226, 226, 214, 60);
            brush.line(
                    x,
                    y,
                    x + length,
                    y + brush.around(0, 2),
                    1 + 4 * depth,
                    i % 2 == 0 ? color : shade(color, -110));
        }
        for (int i = 0; i < 14; i++) {
            double x = brush.between(40, 1500);
            double y = brush.between(surface + 40, 1150);
            brush.line(
                    x,
                    y,
                    x + brush.between(30, 110),
                    y + brush.around(0, 8),
                    9,
                    new Color(82, 60, 40));
        }
    }
}
