package org.fieldpost.ui.capture;

import java.util.List;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.shell.KeyHint;

/** The keys of the capture screen in words, for F1. */
final class CaptureKeySheet {
    private static final List<String> KEYS =
            List.of(
                    "Enter",
                    "Shift+Tab",
                    "Ctrl+PgDn",
                    "Ctrl+PgUp",
                    "Ctrl+G",
                    "1",
                    "Y",
                    "F3",
                    "F4",
                    "F7",
                    "F8",
                    "Ctrl+M",
                    "Ctrl+V",
                    "Ctrl+S",
                    "Ctrl+Enter",
                    "Esc");

    private CaptureKeySheet() {}

    static List<KeyHint> of(Words words) {
        return KEYS.stream().map(keys -> new KeyHint(keys, words.say("key." + keys))).toList();
    }
}
