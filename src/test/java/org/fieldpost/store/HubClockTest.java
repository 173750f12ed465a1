package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubClockTest {
    private static final Instant HUB = Instant.parse("2026-05-04T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // ahead by, round trip, skew told, wrong?
        "PT0S, PT0.2S, PT0S, false",
        "PT119S, PT0.2S, PT119S, false",
        "PT121S, PT0.2S, PT121S, true",
        "PT-121S, PT0.2S, PT-121S, true",
        "PT24H, PT4S, PT24H, true",
        "PT-24H, PT4S, PT-24H, true",
        // A slow line is no reason to blame the clock.
        "PT125S, PT40S, PT125S, false",
        "PT145S, PT40S, PT145S, true",
    })
    void the_round_trip_is_taken_out(Duration ahead, Duration trip, Duration told, boolean wrong) {
        var asked = HUB.plus(ahead).minus(trip.dividedBy(2));
        var clock = HubClock.measured(asked, asked.plus(trip), HUB);
        assertEquals(told, clock.skew());
        assertEquals(trip.dividedBy(2), clock.uncertainty());
        assertEquals(wrong, clock.isWrong());
    }

    @ParameterizedTest
    @CsvSource({
        // later by, ahead by, round trip, tells more than: now, 10 s ahead, 0.2 s round trip?
        "PT5S, PT10S, PT0.2S, false",
        "PT59S, PT10.05S, PT0.2S, false",
        "PT60S, PT10S, PT0.2S, true",
        "PT-5S, PT10S, PT0.2S, true",
        "PT5S, PT11S, PT0.2S, true",
        "PT5S, PT-300S, PT0.2S, true",
        "PT5S, PT12S, PT8S, false",
        "PT5S, PT10S, PT0.05S, true",
    })
    void what_was_measured_just_now_is_not_written_again(
            Duration later, Duration ahead, Duration trip, boolean more) {
        var last = at(HUB, Duration.ofSeconds(10), Duration.ofMillis(200));
        // As this laptop's clock tells it: what it was set forward or back by counts too.
        var hub = HUB.plus(later).plusSeconds(10).minus(ahead);
        assertEquals(more, at(hub, ahead, trip).tellsMoreThan(last));
    }

    private static HubClock at(Instant hub, Duration ahead, Duration trip) {
        var asked = hub.plus(ahead).minus(trip.dividedBy(2));
        return HubClock.measured(asked, asked.plus(trip), hub);
    }

    @Test
    void it_is_remembered_over_a_restart(@TempDir Path folder) {
        var clock = HubClock.measured(HUB.plusSeconds(600), HUB.plusSeconds(602), HUB);
        try (var device = new Device(folder)) {
            assertEquals(Optional.empty(), device.read(device.tables.syncState()::clock));
            device.db.run(tx -> device.tables.syncState().saveClock(tx, clock));
        }
        try (var device = new Device(folder)) {
            assertEquals(Optional.of(clock), device.read(device.tables.syncState()::clock));
        }
    }
}
