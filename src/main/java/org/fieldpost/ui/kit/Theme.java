package org.fieldpost.ui.kit;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;

/** How everything looks: AtlantaFX Primer, our accent, our sheet. */
public enum Theme {
    LIGHT,
    DARK;

    /** The program-wide sheet under ours. */
    public void install() {
        Typeface.load();
        Application.setUserAgentStylesheet(
                switch (this) {
                    case LIGHT -> new PrimerLight().getUserAgentStylesheet();
                    case DARK -> new PrimerDark().getUserAgentStylesheet();
                });
    }

    /** Our sheets, for a scene in a language written from left to right. */
    public void dress(Scene scene) {
        dress(scene, false);
    }

    /** Our sheets, for the scene. */
    public void dress(Scene scene, boolean rightToLeft) {
        var sheets = new ArrayList<>(sheets());
        if (rightToLeft) {
            sheets.add(url("arabic.css"));
        }
        scene.getStylesheets().setAll(sheets);
    }

    private List<String> sheets() {
        var colours =
                switch (this) {
                    case LIGHT -> "colours-light.css";
                    case DARK -> "colours-dark.css";
                };
        return List.of(url(colours), url("fieldpost.css"));
    }

    private static String url(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name).toExternalForm();
    }
}
