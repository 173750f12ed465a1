package org.fieldpost.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.Scene;
import org.fieldpost.testing.Contrast;
import org.fieldpost.testing.Reach;
import org.fieldpost.testing.Showcase;
import org.fieldpost.testing.Sight;
import org.fieldpost.ui.kit.Density;
import org.fieldpost.ui.shell.ThemeChoice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds on every screen of the real window, over a profile with a day's work in it. With
 * {@code -Dscreenshots.docs=true} it writes {@code docs/images} anew.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScreensTest {
    private static final List<ThemeChoice> THEMES = List.of(ThemeChoice.DARK, ThemeChoice.LIGHT);
    private static final Set<String> SHOWN_IN_ARABIC =
            Set.of("forms", "capture", "capture-photos", "submission-detail", "settings");
    private static Showcase show;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        show = new Showcase(folder);
    }

    @AfterAll
    static void close() {
        show.close();
    }

    private static void dress(String language, Density density, int width) {
        show.desktop.size(width, width * 9 / 16);
        show.desktop.dress(Locale.of(language), ThemeChoice.LIGHT, density);
    }

    /** What {@code fault} finds on each screen. */
    private static List<String> onEveryScreen(String suffix, Function<Scene, List<String>> fault) {
        var found = new ArrayList<String>();
        for (var piece : Showcase.PIECES) {
            piece.open().accept(show);
            found.addAll(here(piece.name(), fault));
            if (!suffix.isEmpty() && SHOWN_IN_ARABIC.contains(piece.name())) {
                show.desktop.document(piece.name() + suffix);
            }
        }
        return found;
    }

    private static List<String> here(String name, Function<Scene, List<String>> fault) {
        return show.desktop.ask(() -> fault.apply(show.desktop.scene())).stream()
                .map(problem -> name + ": " + problem)
                .toList();
    }

    private static List<String> inBothThemes(String name) {
        var found = new ArrayList<String>();
        for (var theme : THEMES) {
            show.desktop.act(() -> show.desktop.preferences.themeProperty().set(theme));
            found.addAll(here(name + " " + theme, ScreensTest::faint));
            show.desktop.document(name + "-" + theme.name().toLowerCase(Locale.ROOT));
        }
        return found;
    }

    private static List<String> faint(Scene scene) {
        assertTrue(Contrast.count(scene.getRoot()) > 20, "there is something to read");
        return Contrast.tooFaint(scene, Sight.front(scene));
    }

    private static List<String> unfit(Scene scene) {
        var front = Sight.front(scene);
        var found = new ArrayList<>(Sight.cutOff(front));
        found.addAll(Sight.needlessBars(front));
        found.addAll(Sight.unsafeToWrap(scene.getRoot()));
        return found;
    }

    private static List<String> outOfReach(Scene scene) {
        var front = Sight.front(scene);
        var owner = scene.getFocusOwner();
        var found = new ArrayList<>(Sight.unexplainedSigns(front));
        found.addAll(Sight.ringless(scene));
        found.addAll(Sight.backwards(scene));
        if (front.equals(scene.getRoot())) {
            found.addAll(Reach.problems(scene));
        }
        if (owner != null) {
            owner.requestFocus();
        }
        return found;
    }

    @Test
    @Order(1)
    void everything_fits_is_read_in_light_and_dark_and_is_reached_by_keys() {
        dress("en", Density.COMFORTABLE, 1280);
        show.safe();
        var found = new ArrayList<>(inBothThemes("sync-safe"));
        found.addAll(here("sync-safe", ScreensTest::unfit));
        show.work();
        for (var piece : Showcase.PIECES) {
            piece.open().accept(show);
            found.addAll(inBothThemes(piece.name()));
            found.addAll(here(piece.name(), ScreensTest::unfit));
            found.addAll(here(piece.name(), ScreensTest::outOfReach));
        }
        assertEquals(List.of(), found);
    }

    @Test
    @Order(2)
    void french_fits_in_a_large_window_with_compact_rows() {
        dress("fr", Density.COMPACT, 1920);
        assertEquals(List.of(), onEveryScreen("", ScreensTest::unfit));
    }

    @Test
    @Order(3)
    void arabic_fits() {
        dress("ar", Density.COMFORTABLE, 1280);
        assertEquals(List.of(), onEveryScreen("-ar", ScreensTest::unfit));
    }

    @Test
    @Order(4)
    void what_needs_a_person_can_be_read_too() {
        dress("en", Density.COMFORTABLE, 1280);
        show.needsYou();
        var found = new ArrayList<>(inBothThemes("sync-needs-you"));
        found.addAll(here("sync-needs-you", ScreensTest::unfit));
        found.addAll(here("sync-needs-you", ScreensTest::outOfReach));
        assertEquals(List.of(), found);
    }
}
