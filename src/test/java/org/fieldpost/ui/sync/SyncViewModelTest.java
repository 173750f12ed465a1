package org.fieldpost.ui.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldpost.contract.EntityType;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.testing.DirectBackground;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.TimeWords;
import org.fieldpost.ui.kit.Tone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyncViewModelTest {
    private final SyncSample sample = new SyncSample();
    private final Words words = Words.of(SyncViewModel.class, Locale.ENGLISH);

    private SyncViewModel model() {
        return new SyncViewModel(
                sample.desk(), new DirectBackground(), words, new TimeWords(words, ZoneOffset.UTC));
    }

    @Test
    void offline_says_that_the_work_is_safe_and_when_it_goes_on() {
        sample.status = SyncSample.status(SyncStatus.State.OFFLINE, SyncErrorCode.NETWORK_ERROR);
        var said = model().said(SyncSample.NOW);
        assertEquals("The hub does not answer", said.headline());
        assertTrue(said.sentence().contains("safe on this laptop"), said.sentence());
        assertEquals("Next try in 40 s", said.next());
        assertEquals("Next try in 10 s", model().said(SyncSample.NOW.plusSeconds(30)).next());
        assertEquals("FP-2101  connect timed out after 10 s", model().support());
    }

    @ParameterizedTest
    @EnumSource(SyncErrorCode.class)
    void a_failed_run_is_never_called_up_to_date(SyncErrorCode code) {
        for (var state : SyncStatus.State.values()) {
            sample.status = SyncSample.status(state, code);
            var said = model().said(SyncSample.NOW);
            assertNotEquals(Tone.GOOD, said.tone(), state + " " + code);
            assertFalse(said.headline().isBlank());
        }
    }

    @ParameterizedTest
    @EnumSource(SyncErrorCode.class)
    void every_error_has_words_of_its_own(SyncErrorCode code) {
        var errors = model().errors();
        assertNotEquals(words.say("error.unknown"), errors.what(code.code()), code.name());
        assertNotEquals(words.say("remedy.look"), errors.remedy(code.code()), code.name());
    }

    @Test
    void a_code_nobody_knows_still_has_words() {
        assertEquals(words.say("error.unknown"), model().errors().what("FP-9999"));
        assertEquals(words.say("remedy.look"), model().errors().remedy("FP-9999"));
    }

    /** That other may stand still until a person has looked at it. */
    @Test
    void of_what_waits_for_another_record_nobody_says_that_there_is_nothing_to_do() {
        var said = model().errors().remedy(SyncErrorCode.BLOCKED.code());
        assertNotEquals(words.say("remedy.nothing"), said);
        assertTrue(said.contains("if that record needs you"), said);
    }

    @Test
    void somebody_who_is_not_the_hub_is_not_called_no_network() {
        sample.status = SyncSample.status(SyncStatus.State.OFFLINE, SyncErrorCode.UNTRUSTED);
        var said = model().said(SyncSample.NOW);
        assertEquals(words.say("state.untrusted"), said.headline());
        assertTrue(said.sentence().contains(words.say("data.kept")), said.sentence());
        assertTrue(said.sentence().contains(words.say("remedy.trust")), said.sentence());
        sample.status = SyncSample.status(SyncStatus.State.OFFLINE, SyncErrorCode.NETWORK_ERROR);
        assertEquals(words.say("state.offline"), model().said(SyncSample.NOW).headline());
    }

    @Test
    void up_to_date_needs_a_completed_run_and_nothing_waiting() {
        assertEquals(Tone.GOOD, model().said(SyncSample.NOW).tone());
        var at = sample.status;
        sample.status =
                new SyncStatus(
                        at.state(),
                        null,
                        new SyncStatus.Waiting(1, 0, 0, 0, 0, 0),
                        at.lastReport(),
                        at.lastSuccessAt(),
                        null,
                        null);
        assertEquals("Work is waiting to be sent", model().said(SyncSample.NOW).headline());
        sample.status =
                new SyncStatus(
                        at.state(), null, SyncStatus.Waiting.NOTHING, null, null, null, null);
        assertEquals("Nothing waits here", model().said(SyncSample.NOW).headline());
    }

    @Test
    void a_suspended_laptop_is_told_so_and_what_is_only_on_it() {
        sample.status = SyncSample.status(SyncStatus.State.BACKING_OFF, SyncErrorCode.SUSPENDED);
        var said = model().said(SyncSample.NOW);
        assertEquals(Tone.DANGER, said.tone());
        assertEquals("This laptop is suspended", said.headline());
        assertTrue(said.sentence().contains("on this laptop alone"), said.sentence());
        assertFalse(said.sentence().contains("fault"), "the hub does what it was told");
    }

    @Test
    void a_running_sync_says_how_far_it_is() {
        sample.status = SyncSample.status(SyncStatus.State.RUNNING, null);
        var model = model();
        assertEquals("Sending records: 7 of 12", model.said(SyncSample.NOW).sentence());
        assertEquals(7.0 / 12, model.progress(), 1e-9);
        assertTrue(model.runningProperty().get());
    }

    @Test
    void the_queue_is_read_and_a_list_that_says_the_same_is_left_alone() {
        sample.queue = SyncSample.busy();
        var model = model();
        model.refresh();
        assertEquals(4, model.waiting().size());
        assertEquals(3, model.needsPerson().size());
        var changes = new int[1];
        model.waiting().addListener((javafx.beans.Observable _) -> changes[0]++);
        model.refresh();
        assertEquals(0, changes[0]);
    }

    @Test
    void sending_again_asks_for_a_sync_at_once() {
        sample.queue = SyncSample.busy();
        var model = model();
        model.refresh();
        var dead = model.needsPerson().getFirst();
        assertTrue(model.canSendAgain(dead));
        model.sendAgain(dead);
        assertEquals(dead, sample.sentAgain.getFirst());
        assertEquals(1, sample.syncsAsked);
    }

    @Test
    void a_conflict_is_decided_not_sent_again() {
        var conflict = SyncSample.busy().needsPerson().get(1);
        assertEquals(QueueLine.Kind.CONFLICT, conflict.kind());
        assertFalse(model().canSendAgain(conflict));
    }

    @Test
    void a_queue_that_cannot_be_read_is_told_and_read_again() {
        var broken = new boolean[] {true};
        var desk =
                new SyncDesk(
                        () -> {
                            if (broken[0]) {
                                throw new IllegalStateException("disk");
                            }
                            return SyncSample.busy();
                        },
                        () -> sample.status,
                        () -> {},
                        _ -> {},
                        sample.desk().discards());
        var model =
                new SyncViewModel(
                        desk, new DirectBackground(), words, new TimeWords(words, ZoneOffset.UTC));
        model.refresh();
        assertNotNull(model.troubleProperty().get());
        broken[0] = false;
        model.refresh();
        assertNull(model.troubleProperty().get());
        assertEquals(4, model.waiting().size());
    }

    private DiscardViewModel asked() {
        sample.queue = SyncSample.busy();
        var model = model();
        model.refresh();
        var dead = model.needsPerson().getFirst();
        assertTrue(model.canDiscard(dead));
        var asked = new ArrayList<DiscardViewModel>();
        model.askToDiscard(dead, asked::add, () -> {});
        return asked.getFirst();
    }

    @Test
    void a_dead_letter_is_discarded_only_after_a_file_of_it_was_kept() {
        var asked = asked();
        var done = new int[1];
        assertFalse(asked.mayDiscard().get());
        asked.discard(() -> done[0]++);
        assertTrue(sample.discarded.isEmpty(), "nothing goes before the file");
        sample.diskFull = true;
        asked.export(Path.of("a.zip"));
        assertInstanceOf(DiscardViewModel.FileState.Failed.class, asked.fileProperty().get());
        assertFalse(asked.mayDiscard().get(), "a file that failed is no file");
        asked.discard(() -> done[0]++);
        assertTrue(sample.discarded.isEmpty());
        sample.diskFull = false;
        asked.export(Path.of("a.zip"));
        assertInstanceOf(DiscardViewModel.FileState.Kept.class, asked.fileProperty().get());
        asked.discard(() -> done[0]++);
        assertEquals(List.of(asked.line()), sample.discarded);
        assertEquals(1, done[0]);
    }

    @Test
    void a_person_may_say_that_no_file_is_wanted_and_take_it_back() {
        var asked = asked();
        asked.withoutFileProperty().set(true);
        assertTrue(asked.mayDiscard().get());
        asked.withoutFileProperty().set(false);
        assertFalse(asked.mayDiscard().get());
        asked.withoutFileProperty().set(true);
        asked.discard(() -> {});
        assertEquals(1, sample.discarded.size());
    }

    @Test
    void what_was_sent_again_meanwhile_stays_and_is_told() {
        var asked = asked();
        asked.withoutFileProperty().set(true);
        sample.loss = null;
        var done = new int[1];
        asked.discard(() -> done[0]++);
        assertEquals("it is no dead letter any more", asked.refusedProperty().get());
        assertEquals(0, done[0]);
        var told = new int[1];
        model().askToDiscard(asked.line(), _ -> done[0]++, () -> told[0]++);
        assertEquals(0, done[0]);
        assertEquals(1, told[0]);
    }

    @Test
    void only_dead_letters_are_discarded_and_no_decisions() {
        for (var kind : QueueLine.Kind.values()) {
            var line = SyncSample.line(kind, EntityType.SUBMISSIONS, "a", 1, null);
            assertEquals(kind == QueueLine.Kind.DEAD, model().canDiscard(line), kind.name());
        }
        var decision = SyncSample.line(QueueLine.Kind.DEAD, EntityType.CONFLICTS, "a", 1, null);
        assertFalse(model().canDiscard(decision));
    }
}
