package org.fieldpost.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.fieldpost.ui.kit.Density;
import org.fieldpost.ui.kit.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesTest {
    @TempDir Path profile;

    private Preferences open() {
        var file = new PreferencesFile(profile);
        return new Preferences(file.load(), Locale.FRANCE, file::save);
    }

    @Test
    void what_a_person_chose_is_there_again_after_a_restart() {
        var first = open();
        first.languageProperty().set(Locale.of("ar"));
        first.themeProperty().set(ThemeChoice.DARK);
        first.densityProperty().set(Density.COMPACT);
        first.screenProperty().set("sync");
        first.windowProperty().set(new WindowPlace(10, 20, 1300, 800, true));
        assertEquals(first.state(), open().state());
    }

    @Test
    void a_new_profile_speaks_the_systems_language_and_follows_its_look() {
        var fresh = open();
        assertEquals("fr", fresh.languageProperty().get().getLanguage());
        assertEquals(ThemeChoice.SYSTEM, fresh.themeProperty().get());
        assertNull(fresh.windowProperty().get());
    }

    @Test
    void a_language_nobody_translated_becomes_english() {
        var german = new Preferences(SavedPreferences.NONE, Locale.GERMANY, _ -> {});
        assertEquals(Locale.ENGLISH, german.languageProperty().get());
    }

    @Test
    void a_damaged_file_is_passed_over() throws IOException {
        for (var text : List.of("", "{", "[]", "{\"theme\":\"purple\",\"density\":7}", "null")) {
            Files.writeString(profile.resolve("preferences.json"), text);
            assertEquals(ThemeChoice.SYSTEM, open().themeProperty().get(), text);
        }
    }

    @Test
    void the_system_look_is_followed_only_when_asked() {
        assertEquals(Theme.DARK, ThemeChoice.SYSTEM.theme(true));
        assertEquals(Theme.LIGHT, ThemeChoice.LIGHT.theme(true));
        assertEquals(Theme.DARK, ThemeChoice.DARK.theme(false));
    }

    @Test
    void a_window_on_a_screen_that_is_gone_comes_back_to_the_middle() {
        var laptop = new WindowPlace.Area(0, 0, 1280, 720);
        var beamer = new WindowPlace.Area(1280, 0, 1920, 1080);
        var place = new WindowPlace(1500, 100, 1600, 900, false);
        assertEquals(place, place.on(List.of(laptop, beamer)));
        assertEquals(new WindowPlace(0, 0, 1280, 720, false), place.on(List.of(laptop)));
        var hidden = new WindowPlace(-1000, 100, 1000, 650, false);
        assertEquals(new WindowPlace(140, 35, 1000, 650, false), hidden.on(List.of(laptop)));
    }

    @Test
    void a_first_window_stands_in_the_middle_and_fits_beside_the_task_bar() {
        var laptop = new WindowPlace.Area(0, 30, 1366, 738);
        assertEquals(new WindowPlace(43, 39, 1280, 720, false), WindowPlace.first(List.of(laptop)));
        var small = new WindowPlace.Area(0, 0, 1280, 680);
        assertEquals(new WindowPlace(0, 0, 1280, 680, false), WindowPlace.first(List.of(small)));
    }
}
