package org.fieldpost.testing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Strokes and shades on a canvas of 1600 by 1200 units, with one source of chance. */
final class Brush {
    static final int WIDTH = 1600;
    static final int HEIGHT = 1200;

    private final Graphics2D graphics;
    private final SplittableRandom random;

    Brush(Graphics2D graphics, SplittableRandom random) {
        this.graphics = graphics;
        this.random = random;
    }

    /** A number from {@code low} to below {@code high}. */
    double between(double low, double high) {
        return low + random.nextDouble() * (high - low);
    }

    /** A number around {@code middle}, most often near it. */
    double around(double middle, double spread) {
        return middle + (random.nextDouble() + random.nextDouble() - 1) * spread;
    }

    /** The colour, a little lighter or darker by chance. */
    Color near(Color color, int spread) {
        int change = random.nextInt(-spread, spread + 1);
        return shade(color, change);
    }

    static Color shade(Color color, int change) {
        return new Color(
                Math.clamp((long) color.getRed() + change, 0, 255),
                Math.clamp((long) color.getGreen() + change, 0, 255),
                Math.clamp((long) color.getBlue() + change, 0, 255),
                color.getAlpha());
    }

    static Color alpha(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    void fill(Shape shape, Paint paint) {
        graphics.setPaint(paint);
        graphics.fill(shape);
    }

    /** Filled from the top colour to the bottom colour. */
    void down(Shape shape, Color top, Color bottom) {
        var box = shape.getBounds2D();
        fill(
                shape,
                new GradientPaint(0, (float) box.getMinY(), top, 0, (float) box.getMaxY(), bottom));
    }

    /** Filled like something round lit from the left: light, then darker to the right. */
    void round(Shape shape, Color color) {
        var box = shape.getBounds2D();
        float left = (float) box.getMinX();
        float right = (float) box.getMaxX();
        var light = new GradientPaint(left, 0, shade(color, 35), right, 0, shade(color, -55));
        fill(shape, light);
    }

    void glow(double x, double y, double radius, Color color) {
        var paint =
                new RadialGradientPaint(
                        new Point2D.Double(x, y),
                        (float) radius,
                        new float[] {0, 1},
                        new Color[] {color, alpha(color, 0)});
        fill(ellipse(x, y, radius, radius), paint);
    }

    void line(double x1, double y1, double x2, double y2, double width, Color color) {
        draw(new Line2D.Double(x1, y1, x2, y2), width, color);
    }

    void draw(Shape shape, double width, Color color) {
        graphics.setPaint(color);
        graphics.setStroke(
                new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    /** Draws only inside {@code shape} while {@code painting} runs. */
    void within(Shape shape, Runnable painting) {
        var before = graphics.getClip();
        graphics.clip(shape);
        painting.run();
        graphics.setClip(before);
    }

    static Ellipse2D ellipse(double x, double y, double radiusX, double radiusY) {
        return new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY);
    }

    static Rectangle2D box(double x, double y, double width, double height) {
        return new Rectangle2D.Double(x, y, width, height);
    }

    /** A closed shape through the points x, y, x, y, ... */
    static Path2D polygon(double... points) {
        var path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }
}
