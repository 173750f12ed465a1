package org.fieldpost.ui.fx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/** Loads views: {@code XView.fxml} lies beside {@code XView.java}, which is its controller. */
public final class ViewLoader {
    private final Locale locale;

    public ViewLoader(Locale locale) {
        this.locale = locale;
    }

    /** The words of {@code home}'s package. */
    public Words words(Class<?> home) {
        return Words.of(home, locale);
    }

    /** The nodes of {@code view}'s FXML, with {@code view} as controller and its package's words as resources. */
    public Parent load(Object view) {
        var type = view.getClass();
        var file = type.getSimpleName() + ".fxml";
        var place = Objects.requireNonNull(type.getResource(file), () -> "no " + file);
        var loader = new FXMLLoader(place, words(type).bundle());
        loader.setController(view);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot build the view " + file, e);
        }
    }
}
