package org.fieldpost.submission;

import org.jspecify.annotations.Nullable;

/**
 * A place in WGS 84.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 * @param altitude metres, if known
 * @param accuracy metres of radius, if known
 */
public record Position(
        double latitude, double longitude, @Nullable Double altitude, @Nullable Double accuracy) {
    public Position {
        if (!(latitude >= -90 && latitude <= 90) || !(longitude >= -180 && longitude <= 180)) {
            throw new IllegalArgumentException(
                    "not a place on Earth: latitude %s, longitude %s"
                            .formatted(latitude, longitude));
        }
    }

    private static final double EARTH_RADIUS_METRES = 6_371_008.8;

    /** Great-circle distance in metres. */
    public double distanceTo(Position other) {
        double lat1 = Math.toRadians(latitude);
        double lat2 = Math.toRadians(other.latitude);
        double dLat = lat2 - lat1;
        double dLon = Math.toRadians(other.longitude - longitude);
        double h =
                Math.pow(Math.sin(dLat / 2), 2)
                        + Math.cos(lat1) * Math.cos(lat2) * Math.pow(Math.sin(dLon / 2), 2);
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
    }
}
