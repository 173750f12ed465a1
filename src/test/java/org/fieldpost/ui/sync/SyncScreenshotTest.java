package org.fieldpost.ui.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import javafx.geometry.NodeOrientation;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.TabPane;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.testing.DirectBackground;
import org.fieldpost.testing.Fx;
import org.fieldpost.testing.Reach;
import org.fieldpost.testing.Screenshots;
import org.fieldpost.ui.fx.Ticker;
import org.fieldpost.ui.fx.ViewLoader;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Theme;
import org.fieldpost.ui.shell.Frame;
import org.fieldpost.ui.shell.Notices;
import org.fieldpost.ui.shell.RoomsForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pictures of the sync screen, to be looked at. */
@ExtendWith(Fx.class)
class SyncScreenshotTest {
    private final SyncSample sample = new SyncSample();

    @Test
    void everything_is_at_the_hub() {
        var node = view(Locale.ENGLISH).node();
        tabs(node).getSelectionModel().select(1);
        Screenshots.bothThemes("sync-safe", node);
    }

    @Test
    void offline_with_a_full_queue() {
        sample.status = SyncSample.status(SyncStatus.State.OFFLINE, SyncErrorCode.NETWORK_ERROR);
        sample.queue = SyncSample.busy();
        var node = view(Locale.ENGLISH).node();
        tabs(node).getSelectionModel().select(1);
        Screenshots.bothThemes("sync-offline", node);
    }

    @Test
    void things_that_need_a_person_in_three_languages() {
        sample.status = SyncSample.status(SyncStatus.State.RUNNING, null);
        sample.queue = SyncSample.busy();
        for (var language : new String[] {"en", "fr", "ar"}) {
            var node = view(Locale.of(language)).node();
            tabs(node).getSelectionModel().select(0);
            var scene =
                    Screenshots.scene(
                            node,
                            Theme.LIGHT,
                            "ar".equals(language)
                                    ? NodeOrientation.RIGHT_TO_LEFT
                                    : NodeOrientation.LEFT_TO_RIGHT);
            Screenshots.shoot("sync-needs-" + language, scene);
        }
    }

    @Test
    void somebody_who_is_not_known_to_be_the_hub() {
        sample.status = SyncSample.status(SyncStatus.State.OFFLINE, SyncErrorCode.UNTRUSTED);
        sample.queue = SyncSample.busy();
        Screenshots.bothThemes("sync-untrusted", view(Locale.ENGLISH).node());
        Screenshots.shoot(
                "sync-untrusted-fr",
                Screenshots.scene(
                        view(Locale.FRENCH).node(), Theme.LIGHT, NodeOrientation.LEFT_TO_RIGHT));
    }

    @Test
    void a_suspended_laptop() {
        sample.status = SyncSample.status(SyncStatus.State.BACKING_OFF, SyncErrorCode.SUSPENDED);
        sample.queue = SyncSample.busy();
        Screenshots.bothThemes("sync-suspended", view(Locale.ENGLISH).node());
        Screenshots.shoot(
                "sync-suspended-ar",
                Screenshots.scene(
                        view(Locale.of("ar")).node(), Theme.LIGHT, NodeOrientation.RIGHT_TO_LEFT));
    }

    @Test
    void discarding_a_dead_letter_asks_first_in_three_languages_and_by_keyboard() {
        sample.queue = SyncSample.busy();
        for (var language : new String[] {"en", "fr", "ar"}) {
            for (var theme : new Theme[] {Theme.LIGHT, Theme.DARK}) {
                var node = view(Locale.of(language)).node();
                tabs(node).getSelectionModel().select(0);
                var scene =
                        Screenshots.scene(
                                node,
                                theme,
                                "ar".equals(language)
                                        ? NodeOrientation.RIGHT_TO_LEFT
                                        : NodeOrientation.LEFT_TO_RIGHT);
                var words = Words.of(SyncView.class, Locale.of(language));
                button(node, words.say("needs.discard")).fire();
                node.applyCss();
                node.layout();
                assertEquals(button(node, words.say("discard.file")), scene.getFocusOwner());
                assertTrue(button(node, words.say("discard.confirm")).isDisabled());
                var reached = Reach.reached(scene);
                for (var text : List.of("discard.file", "discard.keep")) {
                    assertTrue(reached.contains(button(node, words.say(text))), language + text);
                }
                assertTrue(reached.contains(node.lookup(".check-box")), language);
                sample.diskFull = theme == Theme.DARK;
                button(node, words.say("discard.file")).fire();
                assertEquals(
                        sample.diskFull, button(node, words.say("discard.confirm")).isDisabled());
                node.applyCss();
                node.layout();
                Screenshots.shoot("sync-discard-" + language + "-" + theme, scene);
            }
        }
        assertEquals(List.of(), sample.discarded, "nobody said yes");
    }

    private static Button button(Parent node, String text) {
        return node.lookupAll(".button").stream()
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .filter(b -> b.getText().equals(text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void past_runs() {
        sample.status = SyncSample.status(SyncStatus.State.BACKING_OFF, SyncErrorCode.HUB_ERROR);
        sample.queue = SyncSample.busy();
        var view = view(Locale.ENGLISH);
        tabs(view.node()).getSelectionModel().select(2);
        assertEquals(3, tabs(view.node()).getTabs().size());
        Screenshots.bothThemes("sync-runs", view.node());
        var arabic = view(Locale.of("ar")).node();
        tabs(arabic).getSelectionModel().select(2);
        Screenshots.shoot(
                "sync-runs-ar",
                Screenshots.scene(arabic, Theme.LIGHT, NodeOrientation.RIGHT_TO_LEFT));
    }

    @Test
    void every_control_is_reached_by_tab_and_has_words_for_a_screen_reader() {
        sample.queue = SyncSample.busy();
        var node = view(Locale.ENGLISH).node();
        var scene = Screenshots.scene(node, Theme.LIGHT, NodeOrientation.LEFT_TO_RIGHT);
        for (int tab = 0; tab < 3; tab++) {
            tabs(node).getSelectionModel().select(tab);
            node.layout();
            assertEquals(List.of(), Reach.problems(scene), "tab " + tab);
        }
    }

    private static TabPane tabs(Parent node) {
        return (TabPane) node.lookup("#tabs");
    }

    private SyncView view(Locale locale) {
        var clock = InstantSource.fixed(SyncSample.NOW);
        return new SyncView(
                sample.desk(),
                _ -> () -> {},
                new Frame(
                        new ViewLoader(locale),
                        new RoomsForTests("sync", "submissions", "conflicts"),
                        new Notices(clock),
                        new DirectBackground(),
                        clock,
                        new Ticker(clock, Duration.ofSeconds(1)),
                        ZoneOffset.UTC));
    }
}
