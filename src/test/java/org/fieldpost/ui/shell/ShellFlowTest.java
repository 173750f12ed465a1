package org.fieldpost.ui.shell;

import static org.fieldpost.ui.shell.ShellScreenshotTest.press;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.event.Event;
import javafx.geometry.NodeOrientation;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.fieldpost.contract.Role;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.testing.Fx;
import org.fieldpost.testing.Reach;
import org.fieldpost.testing.Sight;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real window, keyed as a person would. */
@ExtendWith(Fx.class)
class ShellFlowTest {
    private final ShellSample sample = new ShellSample(Locale.ENGLISH);
    private Shell shell;
    private Stage stage;

    @BeforeEach
    void open() {
        shell = sample.shell();
        stage = new Stage();
        shell.show(stage);
    }

    @AfterEach
    void close() {
        stage.hide();
        shell.close();
    }

    @Test
    void every_control_is_reached_by_tab_and_has_words_for_a_screen_reader() {
        assertEquals(List.of(), Reach.problems(shell.scene()));
    }

    @Test
    void digits_lead_to_screens_and_alt_left_leads_back() {
        press(shell, KeyCode.DIGIT2, true);
        press(shell, KeyCode.DIGIT3, true);
        assertEquals("sync", shell.navigation().currentProperty().get());
        Event.fireEvent(
                shell.scene().getRoot(),
                new KeyEvent(
                        KeyEvent.KEY_PRESSED, "", "", KeyCode.LEFT, false, false, true, false));
        assertEquals("submissions", shell.navigation().currentProperty().get());
        assertEquals(List.of("forms", "submissions", "sync", "submissions"), sample.shown);
    }

    @Test
    void the_palette_finds_a_submission_and_enter_opens_it() {
        press(shell, KeyCode.K, true);
        var query = (TextField) shell.scene().lookup("#query");
        assertTrue(query.isFocused(), "the keyboard is in the palette");
        query.setText("0193");
        press(shell, KeyCode.ENTER, false);
        assertEquals("submissions", shell.navigation().currentProperty().get());
        assertEquals("WP-0193", sample.shown.getLast());
        assertFalse(paletteIsOpen());
    }

    @Test
    void the_palette_asks_for_a_sync() {
        press(shell, KeyCode.K, true);
        ((TextField) shell.scene().lookup("#query")).setText("sync now");
        press(shell, KeyCode.ENTER, false);
        assertEquals(1, sample.syncsAsked);
    }

    @Test
    void escape_closes_what_is_in_front_and_the_keyboard_goes_back() {
        var before = shell.scene().getFocusOwner();
        press(shell, KeyCode.F1, false);
        press(shell, KeyCode.ESCAPE, false);
        assertFalse(shell.scene().lookup("#overlay").isVisible());
        assertEquals(before, shell.scene().getFocusOwner());
    }

    @Test
    void a_supervisor_gets_the_screens_of_a_supervisor_at_once() {
        assertFalse(titles().contains("Review"));
        sample.person.set(new Person("Moussa Barry", "Water for all", Set.of(Role.SUPERVISOR)));
        assertTrue(titles().contains("Review"));
        shell.navigation().navigate("review");
        sample.person.set(Person.NOT_ENROLLED);
        assertEquals("forms", shell.navigation().currentProperty().get());
    }

    @Test
    void arabic_turns_the_window_round_and_is_remembered() {
        press(shell, KeyCode.DIGIT2, true);
        sample.preferences.languageProperty().set(Locale.of("ar"));
        assertEquals(NodeOrientation.RIGHT_TO_LEFT, shell.scene().getNodeOrientation());
        assertTrue(titles().contains("الاستمارات"), titles().toString());
        assertEquals("submissions", shell.navigation().currentProperty().get());
        assertEquals("ar", sample.saved.getLast().language());
        assertEquals("submissions", sample.saved.getLast().screen());
    }

    @Test
    void the_bar_follows_the_work_and_leads_to_sync() {
        var bar = (PromiseBar) shell.scene().lookup(".promise-bar");
        assertTrue(bar.getAccessibleText().startsWith("Safe to leave"), bar.getAccessibleText());
        sample.now = ShellSample.standing(214, 1, 391, 0, 0, SyncStatus.State.OFFLINE);
        sample.standing.refresh();
        assertEquals(
                "Not all sent. 1 submission still on this laptop."
                        + " The hub does not answer; next try in 40 s",
                bar.getAccessibleText());
        bar.fire();
        assertEquals("sync", shell.navigation().currentProperty().get());
    }

    @Test
    void counts_of_twelve_digits_still_fit() {
        long many = 123_456_789_012L;
        sample.now = ShellSample.standing(many, many, many, many, 0, SyncStatus.State.OFFLINE);
        sample.standing.refresh();
        stage.setWidth(1280);
        shell.scene().getRoot().applyCss();
        shell.scene().getRoot().layout();
        assertEquals(List.of(), Sight.cutOff(shell.scene().getRoot()));
    }

    @Test
    void where_the_window_stood_is_remembered() {
        stage.setWidth(1400);
        stage.setHeight(800);
        stage.hide();
        var place = sample.saved.getLast().window();
        assertNotNull(place);
        assertEquals(1400, place.width());
        assertEquals(800, place.height());
        stage.show();
    }

    private boolean paletteIsOpen() {
        return shell.scene().lookup("#overlay").isVisible();
    }

    private Set<String> titles() {
        return shell.scene().getRoot().lookupAll(".nav-item").stream()
                .map(node -> ((NavItem) node).getAccessibleText().replaceAll("[,،].*", ""))
                .collect(Collectors.toSet());
    }
}
