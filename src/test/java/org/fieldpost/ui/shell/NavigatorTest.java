package org.fieldpost.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;

class NavigatorTest {
    private final Navigator navigator =
            new Navigator(
                    List.of(screen("forms"), screen("capture"), screen("submissions")),
                    new SimpleObjectProperty<>(Person.NOT_ENROLLED),
                    null);
    private final List<Object> shown = new ArrayList<>();

    private static Screen screen(String id) {
        return Screen.listed(id, NavigatorTest.class, Feather.LIST, _ -> ScreenPart.of(new Pane()));
    }

    private String here() {
        return navigator.place().screen().id() + " " + navigator.place().argument();
    }

    @Test
    void coming_back_shows_what_was_remembered_and_not_what_was_asked_for_then() {
        navigator.placeProperty().addListener((_, _, now) -> shown.add(now));
        navigator.navigate("capture", "a new form");
        navigator.remember("capture", "draft 7");
        assertEquals("capture draft 7", here(), "so a window built anew shows the draft");
        assertEquals(1, shown.size(), "nothing is shown anew for that");
        navigator.navigate("submissions");
        navigator.back();
        assertEquals("capture draft 7", here());
        navigator.back();
        assertEquals("forms null", here());
    }

    @Test
    void what_is_learned_after_leaving_counts_too() {
        navigator.navigate("capture", "a new form");
        navigator.navigate("submissions");
        navigator.remember("capture", "draft 7");
        assertEquals("submissions null", here());
        navigator.back();
        assertEquals("capture draft 7", here());
    }

    @Test
    void another_new_form_is_another_one() {
        navigator.navigate("capture", "a new form");
        navigator.remember("capture", "draft 7");
        navigator.navigate("forms");
        navigator.navigate("capture", "a new form");
        assertEquals("capture a new form", here());
    }
}
