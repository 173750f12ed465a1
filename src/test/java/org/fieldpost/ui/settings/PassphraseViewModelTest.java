package org.fieldpost.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldpost.testing.DirectBackground;
import org.fieldpost.ui.fx.Words;
import org.junit.jupiter.api.Test;

class PassphraseViewModelTest {
    private static final String OLD = "four wells by the river";
    private static final String NEW = "five wells by the road";
    private final List<String> changes = new ArrayList<>();
    private boolean told;

    private PassphraseViewModel model(SettingsDesk.Passphrases desk) {
        return new PassphraseViewModel(
                desk,
                new DirectBackground(),
                Words.of(PassphraseViewModel.class, Locale.ENGLISH),
                () -> told = true);
    }

    private PassphraseViewModel model() {
        return model(
                (now, fresh) -> {
                    changes.add(now + " > " + fresh);
                    return now.equals(OLD);
                });
    }

    private static void type(PassphraseViewModel model, String now, String fresh, String again) {
        model.nowProperty().set(now);
        model.freshProperty().set(fresh);
        model.repeatedProperty().set(again);
        model.change();
    }

    @Test
    void it_is_changed_and_nothing_of_it_stays_on_the_screen() {
        var model = model();
        type(model, OLD, NEW, NEW);
        assertEquals(List.of(OLD + " > " + NEW), changes);
        assertTrue(told);
        assertEquals(
                "",
                model.nowProperty().get()
                        + model.freshProperty().get()
                        + model.repeatedProperty().get());
    }

    @Test
    void what_is_missing_short_or_different_is_said_and_nothing_is_tried() {
        var model = model();
        type(model, "", NEW, NEW);
        assertEquals(
                "Type the passphrase that opens the profile now.", model.complaintProperty().get());
        type(model, OLD, "short", "short");
        assertEquals(
                "At least 10 characters; a short sentence is good.",
                model.complaintProperty().get());
        type(model, OLD, NEW, NEW + "s");
        assertEquals("The two are not the same.", model.complaintProperty().get());
        assertEquals(List.of(), changes);
    }

    @Test
    void the_wrong_one_changes_nothing_and_what_was_typed_can_be_mended() {
        var model = model();
        type(model, "guess", NEW, NEW);
        assertTrue(model.complaintProperty().get().contains("Nothing was changed"));
        assertEquals(NEW, model.freshProperty().get());
        model.nowProperty().set(OLD);
        model.change();
        assertTrue(told);
    }

    @Test
    void a_disk_that_does_not_take_it_is_said() {
        var model =
                model(
                        (_, _) -> {
                            throw new IOException("The disk is full.");
                        });
        type(model, OLD, NEW, NEW);
        assertTrue(model.complaintProperty().get().contains("The disk is full."));
        assertTrue(!model.busyProperty().get());
    }
}
