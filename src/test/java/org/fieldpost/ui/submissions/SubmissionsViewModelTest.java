package org.fieldpost.ui.submissions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.fieldpost.store.SubmissionFilter;
import org.fieldpost.store.SubmissionLine;
import org.fieldpost.store.SubmissionSearch;
import org.fieldpost.testing.DirectBackground;
import org.fieldpost.testing.SampleProfile;
import org.fieldpost.ui.fx.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionsViewModelTest {
    private final Words words = Words.of(SubmissionsViewModel.class, Locale.ENGLISH);
    private SampleProfile sample;

    @BeforeEach
    void open(@TempDir Path folder) {
        sample = new SampleProfile(folder).withForms();
    }

    @AfterEach
    void close() {
        sample.close();
    }

    private SubmissionsViewModel list() {
        return new SubmissionsViewModel(sample.profile, new DirectBackground());
    }

    private DetailViewModel detail() {
        return new DetailViewModel(
                sample.profile,
                new DirectBackground(),
                words,
                ZoneOffset.UTC,
                form -> sample.forms.lists(form.code()));
    }

    private static List<String> summaries(SubmissionsViewModel list) {
        return list.lines().stream().map(SubmissionLine::summary).toList();
    }

    @Test
    void nothing_at_all_is_not_the_same_as_nothing_found() {
        var list = list();
        assertEquals(SubmissionsViewModel.State.EMPTY, list.stateProperty().get());
        sample.submit("household_survey", "diallo");
        assertEquals(SubmissionsViewModel.State.READY, list.stateProperty().get());
        list.standing(Standing.APPROVED);
        assertEquals(SubmissionsViewModel.State.NO_MATCH, list.stateProperty().get());
        list.clearFilters();
        assertEquals(1, list.lines().size());
    }

    @Test
    void words_of_the_answers_find_submissions() {
        sample.submit("household_survey", "diallo");
        sample.submit("household_survey", "sarr");
        sample.profile.database().write(tx -> new SubmissionSearch().catchUp(tx, 100));
        var list = list();
        list.search("mamadou dial");
        assertEquals(1, list.lines().size(), summaries(list).toString());
        list.search("");
        assertEquals(2, list.lines().size());
    }

    @Test
    void chips_filter_by_where_a_submission_stands_and_by_form() {
        var diallo = sample.submit("household_survey", "diallo");
        sample.submit("household_survey", "sarr");
        sample.accept(diallo);
        var list = list();
        list.standing(Standing.WAITING);
        assertEquals(
                2, list.lines().size(), "one is sending, photos of the other are not there yet");
        list.standing(Standing.AT_HUB);
        assertEquals(0, list.lines().size());
        list.clearFilters();
        list.form("water_point");
        assertEquals(SubmissionsViewModel.State.NO_MATCH, list.stateProperty().get());
    }

    @Test
    void the_selection_follows_when_the_hub_gives_another_id() {
        var temporary = sample.submit("household_survey", "diallo");
        var list = list();
        var detail = detail();
        list.selectedProperty().addListener((_, _, now) -> detail.show(now));
        list.select(temporary);
        var permanent = sample.accept(temporary);
        assertEquals(permanent, list.selectedProperty().get());
        assertEquals(0, list.selectedIndex());
        var open = assertInstanceOf(DetailViewModel.Shown.Open.class, detail.shownProperty().get());
        assertEquals(permanent, open.content().id());
    }

    @Test
    void pages_are_read_one_after_the_other() {
        for (int i = 0; i < SubmissionsViewModel.PAGE_LINES + 20; i++) {
            sample.submit(
                    "tree_inventory",
                    sample.forms.samples("tree_inventory").keySet().iterator().next());
        }
        var list = list();
        assertEquals(SubmissionsViewModel.PAGE_LINES, list.lines().size());
        assertEquals(SubmissionsViewModel.PAGE_LINES + 20, list.countProperty().get());
        list.more();
        assertEquals(SubmissionsViewModel.PAGE_LINES + 20, list.lines().size());
        list.more();
        assertEquals(SubmissionsViewModel.PAGE_LINES + 20, list.lines().size());
    }

    @Test
    void sorting_is_done_by_the_database() {
        sample.submit("household_survey", "diallo");
        sample.submit("household_survey", "balde");
        var list = list();
        list.sort(SubmissionFilter.Sort.SUMMARY, false);
        assertEquals(summaries(list).stream().sorted().toList(), summaries(list));
        list.sort(SubmissionFilter.Sort.SUMMARY, true);
        assertEquals(
                summaries(list).stream().sorted(java.util.Comparator.reverseOrder()).toList(),
                summaries(list));
    }

    @Test
    void a_submission_is_read_by_section_with_labels_rows_and_photos() {
        var id = sample.submit("household_survey", "diallo");
        var detail = detail();
        detail.show(id);
        var open = assertInstanceOf(DetailViewModel.Shown.Open.class, detail.shownProperty().get());
        var content = open.content();
        assertEquals("Household survey", content.form());
        var items = content.sections().stream().flatMap(s -> s.items().stream()).toList();
        assertTrue(
                items.stream()
                        .anyMatch(
                                item ->
                                        item instanceof Answered.Line line
                                                && line.label().equals("Region")
                                                && line.answer().equals("Ndiambel")),
                items.toString());
        var members =
                items.stream()
                        .filter(Answered.Table.class::isInstance)
                        .map(Answered.Table.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertEquals(5, members.rows().size());
        assertEquals("Mamadou Diallo", members.rows().getFirst().getFirst());
        assertEquals(2, content.photos().size());
    }

    @Test
    void a_deleted_submission_is_gone_from_list_and_pane() {
        var id = sample.submit("household_survey", "diallo");
        var list = list();
        var detail = detail();
        detail.show(id);
        detail.delete(id, sample.ids, sample.clock, () -> {});
        assertEquals(0, list.lines().size());
        assertInstanceOf(DetailViewModel.Shown.Gone.class, detail.shownProperty().get());
    }
}
