package org.fieldpost.hub;

import java.time.Duration;

/**
 * Bounds on what one device may ask of the hub.
 *
 * @param bodyBytesMax length of a JSON body, unpacked
 * @param commandsMax commands in one push
 * @param pageRowsMax changes in one page
 * @param pageBytesMax payload bytes in one page (a page holds at least one change, however large)
 * @param mediaBytesMax length of one file
 * @param uploadLifetime how long an unfinished upload is kept after it was begun
 * @param requestsPerMinuteMax requests of one device
 * @param enrolmentsPerMinuteMax attempts to enrol from one address
 * @param leasesMax devices that may do bulk work at the same time, in one organization
 * @param leaseLifetime how long a lease lasts unless renewed
 * @param leasesOfHubMax devices that may do bulk work at the same time, in all organizations
 */
public record HubLimits(
        int bodyBytesMax,
        int commandsMax,
        int pageRowsMax,
        int pageBytesMax,
        long mediaBytesMax,
        Duration uploadLifetime,
        int requestsPerMinuteMax,
        int enrolmentsPerMinuteMax,
        int leasesMax,
        Duration leaseLifetime,
        int leasesOfHubMax) {
    /** Limits with leases for four busy organizations. */
    public HubLimits(
            int bodyBytesMax,
            int commandsMax,
            int pageRowsMax,
            int pageBytesMax,
            long mediaBytesMax,
            Duration uploadLifetime,
            int requestsPerMinuteMax,
            int enrolmentsPerMinuteMax,
            int leasesMax,
            Duration leaseLifetime) {
        this(
                bodyBytesMax,
                commandsMax,
                pageRowsMax,
                pageBytesMax,
                mediaBytesMax,
                uploadLifetime,
                requestsPerMinuteMax,
                enrolmentsPerMinuteMax,
                leasesMax,
                leaseLifetime,
                4 * leasesMax);
    }

    private static final int MIB = 1024 * 1024;

    /** What an ordinary machine carries with ease. */
    public static HubLimits standard() {
        return new HubLimits(
                8 * MIB,
                1_000,
                1_000,
                4 * MIB,
                512L * MIB,
                Duration.ofDays(14),
                3_000,
                30,
                8,
                Duration.ofMinutes(2));
    }
}
