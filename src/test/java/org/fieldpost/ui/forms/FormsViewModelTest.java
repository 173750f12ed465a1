package org.fieldpost.ui.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Mutation;
import org.fieldpost.testing.DirectBackground;
import org.fieldpost.testing.SampleProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormsViewModelTest {
    private SampleProfile sample;

    @BeforeEach
    void open(@TempDir Path folder) {
        sample = new SampleProfile(folder);
    }

    @AfterEach
    void close() {
        sample.close();
    }

    private FormsViewModel model(Locale locale) {
        return new FormsViewModel(
                sample.profile, new DirectBackground(), sample.ids, sample.clock, locale);
    }

    @Test
    void without_forms_the_catalogue_is_empty() {
        assertEquals(FormsViewModel.State.EMPTY, model(Locale.ENGLISH).stateProperty().get());
    }

    @Test
    void forms_are_told_in_the_persons_language_with_what_was_done_with_them() {
        sample.withForms();
        sample.submit("household_survey", "diallo");
        sample.draft("household_survey", Json.object(), "");
        var model = model(Locale.FRENCH);
        var card =
                model.cards().stream()
                        .filter(c -> c.code().equals("household_survey"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("Enquête ménage", card.name());
        assertTrue(card.description().startsWith("Qui vit"), card.description());
        assertEquals(1, card.submissions());
        assertEquals(1, card.drafts());
        assertNotNull(card.lastUsed());
        assertNull(
                model.cards().stream()
                        .filter(c -> c.code().equals("water_point"))
                        .findFirst()
                        .orElseThrow()
                        .lastUsed());
    }

    @Test
    void search_finds_forms_by_words_of_name_or_description_whatever_the_accents() {
        sample.withForms();
        var model = model(Locale.FRENCH);
        model.search("MENAGE");
        assertEquals(
                List.of("household_survey"),
                model.cards().stream().map(FormsViewModel.Card::code).toList());
        model.search("no such form");
        assertEquals(FormsViewModel.State.NO_MATCH, model.stateProperty().get());
        model.search("");
        assertEquals(4, model.cards().size());
    }

    @Test
    void drafts_stand_on_top_the_last_saved_first_until_discarded() {
        sample.withForms();
        sample.draft("water_point", Json.object(), "Well 7");
        var second = sample.draft("household_survey", Json.object(), "Diallo");
        var model = model(Locale.ENGLISH);
        assertEquals(
                List.of("Diallo", "Well 7"),
                model.drafts().stream().map(FormsViewModel.Unfinished::summary).toList());
        model.discard(second);
        assertEquals(1, model.drafts().size());
    }

    @Test
    void a_draft_is_listed_once_its_first_answer_is_saved_and_goes_when_it_is_finished() {
        sample.withForms();
        var model = model(Locale.ENGLISH);
        var id = sample.draft("water_point", Json.object(), "Well 7");
        assertEquals(
                List.of("Well 7"),
                model.drafts().stream().map(FormsViewModel.Unfinished::summary).toList());
        sample.profile
                .writes()
                .commit(new Mutation.DiscardDraft(sample.ids.next(), sample.clock.instant(), id));
        assertEquals(0, model.drafts().size());
    }

    @Test
    void a_name_that_is_only_the_marks_between_answers_is_none_yet() {
        sample.withForms();
        sample.draft("water_point", Json.object(), " · , ");
        assertEquals("", model(Locale.ENGLISH).drafts().getFirst().summary());
    }

    @Test
    void behind_another_screen_it_does_not_read_the_catalogue_for_every_key() {
        sample.withForms();
        var model = model(Locale.ENGLISH);
        model.hidden();
        sample.draft("water_point", Json.object(), "Well 7");
        assertEquals(0, model.drafts().size());
        model.shown();
        assertEquals(1, model.drafts().size());
    }

    @Test
    void what_happens_elsewhere_is_seen() {
        sample.withForms();
        var model = model(Locale.ENGLISH);
        sample.submit(
                "water_point", sample.forms.samples("water_point").keySet().iterator().next());
        assertEquals(1, model.cards().stream().mapToLong(FormsViewModel.Card::submissions).sum());
    }
}
