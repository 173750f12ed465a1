package org.fieldpost.ui.kit;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** A status: icon and word on a quiet tint. */
public final class StatusChip extends Label {
    private final ObjectProperty<Tone> tone = new SimpleObjectProperty<>(Tone.NEUTRAL);
    private final ObjectProperty<Ikon> icon = new SimpleObjectProperty<>(Tone.NEUTRAL.icon());
    private final FontIcon sign = new FontIcon();

    public StatusChip() {
        getStyleClass().add("status-chip");
        setGraphic(sign);
        tone.addListener((_, _, now) -> Tones.dress(this, now));
        icon.addListener((_, _, now) -> sign.setIconCode(now));
        Tones.dress(this, Tone.NEUTRAL);
        sign.setIconCode(icon.get());
        setMinWidth(USE_PREF_SIZE);
    }

    public StatusChip(Tone tone, Ikon icon, String word) {
        this();
        show(tone, icon, word);
    }

    /** Says {@code word}. */
    public void show(Tone tone, Ikon icon, String word) {
        this.tone.set(tone);
        this.icon.set(icon);
        setText(word);
        setAccessibleText(word);
    }

    public ObjectProperty<Tone> toneProperty() {
        return tone;
    }

    public Tone getTone() {
        return tone.get();
    }

    public void setTone(Tone value) {
        tone.set(value);
    }

    public ObjectProperty<Ikon> iconProperty() {
        return icon;
    }
}
