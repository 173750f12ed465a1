package org.fieldpost.app.doctor;

import org.fieldpost.media.FreeSpace;
import org.fieldpost.store.HubClock;
import org.fieldpost.store.Profile;

/** The computer: room on its disk, and its clock as it was last measured against the hub's. */
final class MachineCheck {
    private final Profile profile;
    private final FreeSpace space;

    MachineCheck(Profile profile, FreeSpace space) {
        this.profile = profile;
        this.space = space;
    }

    String disk(Chart chart) {
        var said =
                "%,d MB are free on this disk; %,d MB are needed to begin a form"
                        .formatted(space.freeBytes() >> 20, space.freeBytesMin() >> 20);
        if (!space.hasRoomFor(0)) {
            chart.note(Ailment.DISK_FULL, said);
        }
        return said;
    }

    String clock(Chart chart) {
        return profile.database()
                .read(tx -> profile.tables().syncState().clock(tx))
                .map(clock -> clock(clock, chart))
                .orElse("the clock was not measured yet: no hub was ever reached");
    }

    private static String clock(HubClock clock, Chart chart) {
        var skew = clock.skew();
        var said =
                "the clock was %,d seconds %s the hub's on %s"
                        .formatted(
                                skew.abs().toSeconds(),
                                skew.isNegative() ? "behind" : "ahead of",
                                clock.measuredAt());
        if (clock.isWrong()) {
            chart.note(Ailment.CLOCK_WRONG, said);
        }
        return said;
    }
}
