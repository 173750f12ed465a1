package org.fieldpost.ui.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.scene.text.Font;

/**
 * The typeface we bring along (Inter, SIL Open Font Licence), so that every machine shows the same letters. Scripts it
 * lacks, Arabic among them, come from the machine's own fonts.
 */
final class Typeface {
    private static final String FOLDER = "/com/formdev/flatlaf/fonts/inter/";
    private static final List<String> CUTS =
            List.of("Inter-Regular", "Inter-Italic", "Inter-SemiBold", "Inter-Bold");
    private static final double ANY_SIZE = 14;

    private Typeface() {}

    /** Makes its cuts known to JavaFX; a second time changes nothing. */
    static void load() {
        if (Font.getFamilies().contains("Inter")) {
            return;
        }
        for (var cut : CUTS) {
            try (var stream = Typeface.class.getResourceAsStream(FOLDER + cut + ".otf")) {
                Font.loadFont(Objects.requireNonNull(stream, cut), ANY_SIZE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
