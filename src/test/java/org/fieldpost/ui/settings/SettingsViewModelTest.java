package org.fieldpost.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.store.Enrolment;
import org.fieldpost.testing.DirectBackground;
import org.fieldpost.ui.fx.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsViewModelTest {
    private static final Enrolment AWA = SettingsScreenshotTest.AWA;
    private final List<String> asked = new ArrayList<>();
    private final List<Enrolment> enrolled = new ArrayList<>();
    private EnrolOutcome outcome = new EnrolOutcome.Enrolled(AWA);

    private SettingsViewModel model() {
        var desk =
                new SettingsDesk(
                        Optional::empty,
                        (hub, code) -> {
                            asked.add(hub + " " + code);
                            return outcome;
                        },
                        (_, _) -> true,
                        () -> new Storage(1, 2, 3, 4, 5),
                        new About("1", "25", "Linux", Path.of("p"), "keyring"));
        return new SettingsViewModel(
                desk,
                new DirectBackground(),
                Words.of(SettingsViewModel.class, Locale.ENGLISH),
                enrolled::add);
    }

    @Test
    void enrolling_hands_over_address_and_code_and_forgets_the_code() {
        var model = model();
        model.hubProperty().set(" hub.example.org/ ");
        model.codeProperty().set(" abcd-efgh ");
        model.enrol();
        assertEquals(List.of("https://hub.example.org abcd-efgh"), asked);
        assertEquals(List.of(AWA), enrolled);
        assertEquals("", model.codeProperty().get());
        assertEquals(AWA, model.enrolmentProperty().get());
        assertFalse(model.askingProperty().get());
    }

    @Test
    void nothing_is_asked_while_something_is_missing() {
        var model = model();
        for (var address : List.of("", "ftp://hub", "http://", "not an address")) {
            model.hubProperty().set(address);
            model.enrol();
            assertNotNull(model.troubleProperty().get(), address);
        }
        model.hubProperty().set("https://hub");
        model.enrol();
        assertEquals("The code is missing.", assertTrouble(model).what());
        assertEquals(List.of(), asked);
    }

    @ParameterizedTest
    @CsvSource({
        "FP-2443, 'The code is wrong, used or too old.'",
        "FP-2444, This profile belongs to another person.",
        "FP-2453, This laptop is suspended at the hub.",
        "FP-2400, The hub refused."
    })
    void a_refusal_is_told_in_words_and_keeps_what_was_typed(String code, String words) {
        outcome = new EnrolOutcome.Refused(new ErrorBody(code, "no", false));
        var model = model();
        model.hubProperty().set("http://localhost:8080");
        model.codeProperty().set("abcd");
        model.enrol();
        var trouble = assertTrouble(model);
        assertEquals(words, trouble.what());
        assertEquals(code, trouble.code());
        assertEquals("Everything on this laptop is kept.", trouble.data());
        assertEquals("abcd", model.codeProperty().get());
        assertEquals(List.of(), enrolled);
    }

    @Test
    void a_second_try_after_no_answer_clears_the_trouble() {
        outcome = new EnrolOutcome.Unreachable("connect refused");
        var model = model();
        model.hubProperty().set("http://localhost:8080");
        model.codeProperty().set("abcd");
        model.enrol();
        assertEquals("FP-2101", assertTrouble(model).code());
        outcome = new EnrolOutcome.Enrolled(AWA);
        model.enrol();
        assertNull(model.troubleProperty().get());
        assertEquals(1, enrolled.size());
    }

    @Test
    void storage_is_weighed_folder_by_folder(@TempDir Path profile) throws IOException {
        Files.createDirectories(profile.resolve("media/ab"));
        Files.write(profile.resolve("media/ab/one"), new byte[300]);
        Files.write(profile.resolve("media/two"), new byte[200]);
        Files.createDirectories(profile.resolve("db"));
        Files.write(profile.resolve("db/x"), new byte[7]);
        var storage = new StorageReader(profile).read();
        assertEquals(500, storage.photos());
        assertEquals(7, storage.database());
        assertEquals(0, storage.journal());
        assertEquals(507, storage.used());
    }

    private static org.fieldpost.ui.kit.Trouble assertTrouble(SettingsViewModel model) {
        var trouble = model.troubleProperty().get();
        assertNotNull(trouble);
        return trouble;
    }
}
