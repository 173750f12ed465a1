package org.fieldpost.ui.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fieldpost.ui.fx.Words;
import org.kordamp.ikonli.feather.Feather;

/** What the keyboard does everywhere, and the places the palette offers. */
final class ShellKeys {
    private static final int DIGITS = 9;
    private final Navigator navigator;
    private final Words words;

    ShellKeys(Navigator navigator, Words words) {
        this.navigator = navigator;
        this.words = words;
    }

    /** Whether the key led to a screen. */
    boolean pressed(KeyEvent event) {
        if (event.isAltDown() && event.getCode() == KeyCode.LEFT) {
            navigator.back();
            return true;
        }
        int digit = event.getCode().getCode() - KeyCode.DIGIT0.getCode();
        if (event.isShortcutDown() && !event.isAltDown() && digit >= 1 && digit <= DIGITS) {
            var listed = navigator.listed();
            if (digit <= listed.size()) {
                navigator.navigate(listed.get(digit - 1).id());
                return true;
            }
        }
        return false;
    }

    List<KeyHint> hints(Function<Screen, String> title) {
        var hints = new ArrayList<KeyHint>();
        hints.add(new KeyHint("F1", words.say("keys.sheet")));
        hints.add(new KeyHint("Ctrl+K", words.say("palette.prompt")));
        var listed = navigator.listed();
        for (int at = 0; at < Math.min(DIGITS, listed.size()); at++) {
            hints.add(new KeyHint("Ctrl+" + (at + 1), title.apply(listed.get(at))));
        }
        hints.add(new KeyHint("Alt+←", words.say("keys.back")));
        hints.add(new KeyHint("Esc", words.say("keys.escape")));
        hints.add(new KeyHint("Tab", words.say("keys.tab")));
        return hints;
    }

    List<PaletteViewModel.Choice> places(Function<Screen, String> title, Runnable syncNow) {
        var places = new ArrayList<PaletteViewModel.Choice>();
        for (var screen : navigator.listed()) {
            places.add(
                    new PaletteViewModel.Choice(
                            screen.icon(),
                            title.apply(screen),
                            "",
                            () -> navigator.navigate(screen.id())));
        }
        places.add(
                new PaletteViewModel.Choice(
                        Feather.REFRESH_CW, words.say("palette.sync"), "", syncNow));
        return places;
    }
}
