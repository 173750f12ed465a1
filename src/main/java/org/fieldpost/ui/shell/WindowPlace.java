package org.fieldpost.ui.shell;

import java.util.List;

/** Where the window stands, in screen pixels. */
public record WindowPlace(double x, double y, double width, double height, boolean maximised) {
    public static final double WIDTH_MIN = 960;
    public static final double HEIGHT_MIN = 600;
    private static final WindowPlace ORDINARY = new WindowPlace(0, 0, 1280, 720, false);
    private static final double GRIP = 80;

    /** Where a window stands that never stood anywhere: the middle of the first screen, no larger than it. */
    static WindowPlace first(List<Area> screens) {
        return ORDINARY.inTheMiddleOf(screens.getFirst());
    }

    /**
     * This place if enough of the window can be seen on one of {@code screens} to grip it; otherwise the middle of
     * the first, no larger than it.
     *
     * @param screens visible areas, the primary first
     */
    public WindowPlace on(List<Area> screens) {
        if (screens.stream().anyMatch(this::gripsOn)) {
            return this;
        }
        return inTheMiddleOf(screens.getFirst());
    }

    private WindowPlace inTheMiddleOf(Area home) {
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
