package org.fieldpost.media;

import java.awt.geom.AffineTransform;

/** How a stored picture must be mirrored (first) and turned to be upright: the eight values of EXIF. */
public enum Orientation {
    UPRIGHT(false, 0),
    MIRRORED(true, 0),
    UPSIDE_DOWN(false, 2),
    UPSIDE_DOWN_MIRRORED(true, 2),
    TURN_RIGHT_MIRRORED(true, 3),
    TURN_RIGHT(false, 1),
    TURN_LEFT_MIRRORED(true, 1),
    TURN_LEFT(false, 3);

    private final boolean mirrored;
    private final int quarterTurns;

    Orientation(boolean mirrored, int quarterTurns) {
        this.mirrored = mirrored;
        this.quarterTurns = quarterTurns;
    }

    /** The orientation for EXIF's number; anything but 1 to 8 is upright. */
    public static Orientation ofExif(int number) {
        return number >= 1 && number <= values().length ? values()[number - 1] : UPRIGHT;
    }

    /** Whether width and height change places. */
    public boolean sideways() {
        return quarterTurns % 2 == 1;
    }

    /** Clockwise quarter turns, after mirroring. */
    public int quarterTurns() {
        return quarterTurns;
    }

    /** Whether left and right change places, before turning. */
    public boolean mirrored() {
        return mirrored;
    }

    /** From stored pixels to upright ones, for a stored picture of this size. */
    AffineTransform uprighting(double width, double height) {
        var turn = new AffineTransform();
        turn.translate(sideways() ? height / 2 : width / 2, sideways() ? width / 2 : height / 2);
        turn.quadrantRotate(quarterTurns);
        turn.scale(mirrored ? -1 : 1, 1);
        turn.translate(-width / 2, -height / 2);
        return turn;
    }
}
