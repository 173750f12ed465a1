package org.fieldpost.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javafx.geometry.NodeOrientation;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.store.Enrolment;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;
import org.fieldpost.testing.DirectBackground;
import org.fieldpost.testing.Fx;
import org.fieldpost.testing.Reach;
import org.fieldpost.testing.Screenshots;
import org.fieldpost.ui.fx.Ticker;
import org.fieldpost.ui.fx.ViewLoader;
import org.fieldpost.ui.kit.Theme;
import org.fieldpost.ui.shell.Frame;
import org.fieldpost.ui.shell.Notices;
import org.fieldpost.ui.shell.Preferences;
import org.fieldpost.ui.shell.RoomsForTests;
import org.fieldpost.ui.shell.SavedPreferences;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pictures of the settings, to be looked at. */
@ExtendWith(Fx.class)
class SettingsScreenshotTest {
    static final Enrolment AWA =
            new Enrolment(
                    "https://hub.water-for-all.org",
                    "secret",
                    new DeviceId(new UUID(1, 2)),
                    new UserId(new UUID(3, 4)),
                    "Awa Diallo",
                    new OrganizationId(new UUID(5, 6)),
                    "Water for all",
                    List.of("field_worker", "supervisor"));

    @Test
    void enrolled_in_light_and_dark() {
        var view = view(Locale.ENGLISH, Optional.of(AWA), "keyring");
        Screenshots.bothThemes("settings", view.node());
        assertTrue(
                view.node().lookup("#hub") instanceof TextField hub
                        && hub.getText().equals(AWA.hub()));
    }

    @Test
    void not_enrolled_and_refused() {
        var view = view(Locale.FRENCH, Optional.empty(), "plain");
        Screenshots.scene(view.node(), Theme.LIGHT, NodeOrientation.LEFT_TO_RIGHT);
        ((TextField) view.node().lookup("#hub")).setText("hub.water-for-all.org");
        ((TextField) view.node().lookup("#code")).setText("k7qf-93xm-22ad");
        ((Button) view.node().lookup("#enrol")).fire();
        Screenshots.bothThemes("settings-refused-fr", view.node());
    }

    @Test
    void in_arabic() {
        var view = view(Locale.of("ar"), Optional.of(AWA), "passphrase");
        var scene = Screenshots.scene(view.node(), Theme.LIGHT, NodeOrientation.RIGHT_TO_LEFT);
        assertTrue(Files.exists(Screenshots.shoot("settings-arabic", scene)));
    }

    @Test
    void every_control_is_reached_by_tab_and_has_words_for_a_screen_reader() {
        var view = view(Locale.ENGLISH, Optional.of(AWA), "keyring");
        var scene = Screenshots.scene(view.node(), Theme.LIGHT, NodeOrientation.LEFT_TO_RIGHT);
        assertEquals(List.of(), Reach.problems(scene));
    }

    private static SettingsView view(Locale locale, Optional<Enrolment> enrolment, String key) {
        var clock = InstantSource.fixed(Instant.parse("2026-03-01T14:05:00Z"));
        var desk =
                new SettingsDesk(
                        () -> enrolment,
                        (_, _) ->
                                new EnrolOutcome.Refused(
                                        new ErrorBody("FP-2443", "The code is wrong.", false)),
                        (_, _) -> true,
                        () ->
                                new Storage(
                                        48_200_000,
                                        1_900_000,
                                        912_000_000,
                                        6_100_000,
                                        88_000_000_000L),
                        new About("0.1.0", "25.0.3", "Linux 6.12", Path.of("profile", "awa"), key));
        var view =
                new SettingsView(
                        desk,
                        new Preferences(SavedPreferences.NONE, locale, _ -> {}),
                        _ -> {},
                        new Frame(
                                new ViewLoader(locale),
                                new RoomsForTests("settings"),
                                new Notices(clock),
                                new DirectBackground(),
                                clock,
                                new Ticker(clock, Duration.ofSeconds(1)),
                                ZoneOffset.UTC));
        view.shown(null);
        return view;
    }
}
