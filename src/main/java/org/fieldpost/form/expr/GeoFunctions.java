package org.fieldpost.form.expr;

import static org.fieldpost.form.expr.Function.ANY;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Places as ODK writes them: {@code "lat lon [alt acc]"}, lines and outlines separated by semicolons. */
final class GeoFunctions {
    /** Metres; ODK's own, so that results agree. */
    private static final double EARTH_RADIUS = 6_378_100;

    private static final Pattern BLANKS = Pattern.compile("[\\s,]+");
    private static final Pattern SEMICOLON = Pattern.compile(";");
    static final List<Function> ALL =
            List.of(
                    new Function("distance", 1, ANY, a -> distance(points(a, 0))),
                    new Function("area", 1, ANY, a -> area(points(a, 0))),
                    new Function("geofence", 2, 2, GeoFunctions::geofence));

    private GeoFunctions() {}

    private record Point(double latitude, double longitude) {
        static @Nullable Point of(String text) {
            var parts = BLANKS.splitAsStream(text.strip()).toList();
            if (parts.size() < 2) {
                return null;
            }
            var latitude = Convert.number(new Value.Text(parts.get(0)));
            var longitude = Convert.number(new Value.Text(parts.get(1)));
            return latitude == null || longitude == null
                    ? null
                    : new Point(latitude.doubleValue(), longitude.doubleValue());
        }
    }

    private static List<Point> points(Arguments a, int first) {
        var points = new ArrayList<Point>();
        for (var value : a.spread(first)) {
            for (var text : SEMICOLON.splitAsStream(Convert.text(value)).toList()) {
                var point = Point.of(text);
                if (point != null) {
                    points.add(point);
                }
            }
        }
        return points;
    }

    private static Value distance(List<Point> points) {
        if (points.size() < 2) {
            return Value.BLANK;
        }
        double metres = 0;
        for (int i = 1; i < points.size(); i++) {
            metres += metres(points.get(i - 1), points.get(i));
        }
        return rounded(metres);
    }

    /** Haversine. */
    private static double metres(Point a, Point b) {
        double dLat = Math.toRadians(b.latitude - a.latitude) / 2;
        double dLon = Math.toRadians(b.longitude - a.longitude) / 2;
        double h =
                Math.pow(Math.sin(dLat), 2)
                        + Math.cos(Math.toRadians(a.latitude))
                                * Math.cos(Math.toRadians(b.latitude))
                                * Math.pow(Math.sin(dLon), 2);
        return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
    }

    private static Value area(List<Point> points) {
        if (points.size() < 3) {
            return Value.BLANK;
        }
        double total = 0;
        for (int i = 0; i < points.size(); i++) {
            var a = points.get(i);
            var b = points.get((i + 1) % points.size());
            total +=
                    Math.toRadians(b.longitude - a.longitude)
                            * (2
                                    + Math.sin(Math.toRadians(a.latitude))
                                    + Math.sin(Math.toRadians(b.latitude)));
        }
        return rounded(Math.abs(total * EARTH_RADIUS * EARTH_RADIUS / 2));
    }

    private static Value geofence(Arguments a) {
        var point = Point.of(a.text(0));
        var outline = points(a, 1);
        if (point == null || outline.size() < 3) {
            return Value.FALSE;
        }
        boolean inside = false;
        for (int i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
            var p = outline.get(i);
            var q = outline.get(j);
            boolean crosses = p.latitude > point.latitude != q.latitude > point.latitude;
            if (crosses
                    && point.longitude
                            < (q.longitude - p.longitude)
                                            * (point.latitude - p.latitude)
                                            / (q.latitude - p.latitude)
                                    + p.longitude) {
                inside = !inside;
            }
        }
        return Value.of(inside);
    }

    /** To centimetres, as ODK does. */
    private static Value rounded(double metres) {
        return Convert.of(Arithmetic.rounded(Convert.number(Convert.of(metres)), 2));
    }
}
