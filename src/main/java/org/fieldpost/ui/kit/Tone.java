package org.fieldpost.ui.kit;

import java.util.Locale;
import org.kordamp.ikonli.feather.Feather;

/** What a sign means; its colour is never the only sign, an icon and a word go with it. */
public enum Tone {
    NEUTRAL(Feather.CIRCLE),
    INFO(Feather.INFO),
    GOOD(Feather.CHECK_CIRCLE),
    WARNING(Feather.ALERT_TRIANGLE),
    DANGER(Feather.ALERT_OCTAGON);

    private final Feather icon;

    Tone(Feather icon) {
        this.icon = icon;
    }

    /** The usual icon for it. */
    public Feather icon() {
        return icon;
    }

    /** Its style class: {@code tone-good}. */
    public String styleClass() {
        return "tone-" + name().toLowerCase(Locale.ROOT);
    }
}
