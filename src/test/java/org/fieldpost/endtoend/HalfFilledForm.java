package org.fieldpost.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.fieldpost.app.RunningDesktop;
import org.fieldpost.kernel.Json;
import org.fieldpost.testing.Fx;
import org.fieldpost.ui.capture.Typist;
import org.jspecify.annotations.Nullable;

/** A process to be killed: the desktop with a household half filled. Says {@code saved}, then types on for ever. */
final class HalfFilledForm {
    private HalfFilledForm() {}

    public static void main(String[] args) throws InterruptedException {
        Fx.start();
        var desktop = RunningDesktop.open(Path.of(args[0]), args[1]);
        var typist = new Typist(desktop.scene(), Json.object(), Map.of());
        open(desktop, typist);
        typist.press(KeyCode.CONTROL, KeyCode.G);
        typist.type("Household number");
        typist.press(KeyCode.ENTER);
        typist.type("041");
        desktop.await("saved", () -> desktop.scene().getRoot().lookup(".saved-safe") != null);
        System.out.println("saved");
        System.out.flush();
        while (true) {
            typist.press(KeyCode.F7);
        }
    }

    /** From the catalogue into a new household form. */
    static void open(RunningDesktop desktop, Typist typist) {
        chooseHousehold(desktop, typist);
        typist.press(KeyCode.ENTER);
        desktop.await("the form", () -> typist.row() != null);
    }

    /** Down the four forms of the catalogue, to the household survey; the first has the keyboard of itself. */
    static void chooseHousehold(RunningDesktop desktop, Typist typist) {
        desktop.await("a form with the keyboard", () -> onCard(desktop.scene().getFocusOwner()));
        for (int form = 0; form < 4 && !onHousehold(typist); form++) {
            typist.press(KeyCode.DOWN);
        }
        assertEquals("Household survey", typist.focused().getAccessibleText());
    }

    private static boolean onCard(@Nullable Node focused) {
        return focused != null && focused.getStyleClass().contains("form-card");
    }

    private static boolean onHousehold(Typist typist) {
        return "Household survey".equals(typist.focused().getAccessibleText());
    }
}
