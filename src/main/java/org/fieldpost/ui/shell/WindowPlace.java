package org.fieldpost.ui.shell;

import java.util.List;

/** Where the window stands, in screen pixels. */
public record WindowPlace(double x, double y, double width, double height, boolean maximised) {
    public static final double WIDTH_MIN = 960;
    public static final double HEIGHT_MIN = 600;
    private static final double GRIP = 80;

    /**
     * This place if enough of the window can be seen on one of {@code screens} to grip it; otherwise the middle of
     * the first,
     * no larger than it.
     *
     * @param screens visible areas, the primary first
     */
    public WindowPlace on(List<Area> screens) {
        if (screens.stream().anyMatch(this::gripsOn)) {
            return this;
        }
        var home = screens.getFirst();
        double w = Math.min(Math.max(width, WIDTH_MIN), home.width());
        double h = Math.min(Math.max(height, HEIGHT_MIN), home.height());
        return new WindowPlace(
                home.x() + (home.width() - w) / 2,
                home.y() + (home.height() - h) / 2,
                w,
                h,
                maximised);
    }

    private boolean gripsOn(Area screen) {
        double seen = Math.min(x + width, screen.x() + screen.width()) - Math.max(x, screen.x());
        return seen >= GRIP
                && y >= screen.y()
                && y + GRIP <= screen.y() + screen.height()
                && width <= screen.width()
                && height <= screen.height();
    }

    /** What a screen shows of the desktop. */
    public record Area(double x, double y, double width, double height) {}
}
