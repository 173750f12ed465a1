package org.fieldpost.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Random;
import org.fieldpost.store.DeliveryLedger.Light;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.TimeWords;
import org.fieldpost.ui.kit.Tone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bar says only what is true. */
class PromiseWordsTest {
    private static final SyncStatus.State[] STATES = SyncStatus.State.values();
    private final Words words = Words.of(Shell.class, Locale.ENGLISH);
    private final PromiseWords promise =
            new PromiseWords(words, new TimeWords(words, ZoneOffset.UTC));

    private PromiseWords.Said said(Standing standing) {
        return promise.say(Promise.of(standing), ShellSample.NOW);
    }

    @Test
    void everything_at_the_hub_is_safe_to_leave_with_the_time_of_the_last_answer() {
        var said = said(ShellSample.standing(214, 0, 391, 0, 0, SyncStatus.State.IDLE));
        assertEquals("All 214 submissions and 391 photos at the hub", said.sentence());
        assertEquals("checked 14:02", said.aside());
        assertEquals("Safe to leave", said.verdict());
        assertEquals(Tone.GOOD, said.tone());
    }

    @Test
    void what_is_still_here_is_counted() {
        assertEquals(
                "12 submissions and 30 photos still on this laptop",
                said(ShellSample.standing(20, 12, 40, 30, 0, SyncStatus.State.IDLE)).sentence());
        assertEquals(
                "1 photo still on this laptop",
                said(ShellSample.standing(20, 0, 40, 1, 0, SyncStatus.State.IDLE)).sentence());
    }

    @Test
    void offline_says_when_it_is_tried_again() {
        var said = said(ShellSample.standing(20, 1, 0, 0, 0, SyncStatus.State.OFFLINE));
        assertEquals("The hub does not answer; next try in 40 s", said.aside());
        assertEquals(Tone.WARNING, said.tone());
    }

    @Test
    void a_hub_that_answers_is_not_said_to_be_silent() {
        var untrusted = ShellSample.failed(SyncStatus.State.OFFLINE, SyncErrorCode.UNTRUSTED);
        assertEquals("The hub could not be recognised; next try in 40 s", said(untrusted).aside());
        var failed = ShellSample.failed(SyncStatus.State.BACKING_OFF, SyncErrorCode.HUB_ERROR);
        assertEquals("The last try did not go through; next try in 40 s", said(failed).aside());
        var silent = ShellSample.failed(SyncStatus.State.OFFLINE, SyncErrorCode.NETWORK_ERROR);
        assertEquals("The hub does not answer; next try in 40 s", said(silent).aside());
    }

    @Test
    void what_needs_a_person_comes_before_everything_else() {
        var said = said(ShellSample.standing(20, 3, 0, 0, 2, SyncStatus.State.RUNNING));
        assertEquals("2 things need you before everything can be at the hub", said.sentence());
        assertEquals("3 submissions still on this laptop", said.aside());
        assertEquals(Tone.DANGER, said.tone());
    }

    @Test
    void what_could_not_be_saved_is_never_called_safe() {
        var said = promise.say(new Promise.NotSaved("Water point"), ShellSample.NOW);
        assertEquals("What you typed last in “Water point” is not saved", said.sentence());
        assertEquals("Not saved", said.verdict());
        assertEquals(Tone.DANGER, said.tone());
    }

    @Test
    void drafts_are_only_here_and_it_says_so() {
        var at = ShellSample.standing(4, 0, 0, 0, 0, SyncStatus.State.IDLE);
        var said = said(new Standing(true, new Light(4, 0, 0, 0, 0, 2, 0), at.sync()));
        assertEquals(
                "2 drafts are only on this laptop; everything finished is at the hub",
                said.sentence());
        assertNotEquals(Tone.GOOD, said.tone());
    }

    @Test
    void without_a_hub_nothing_is_promised() {
        var at = ShellSample.standing(4, 0, 0, 0, 0, SyncStatus.State.IDLE);
        assertEquals("Only here", said(new Standing(false, at.light(), at.sync())).verdict());
        assertEquals("", promise.say(Promise.of(null), ShellSample.NOW).verdict());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void safe_is_said_only_when_nothing_at_all_is_left_here(Language language) {
        var said = Words.of(Shell.class, language.locale());
        var speaker = new PromiseWords(said, new TimeWords(said, ZoneOffset.UTC));
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var light =
                    new Light(
                            few(random),
                            few(random),
                            few(random),
                            few(random),
                            0,
                            few(random),
                            few(random));
            var sync =
                    new SyncStatus(
                            STATES[random.nextInt(STATES.length)],
                            null,
                            new SyncStatus.Waiting(few(random), 0, 0, 0, 0, few(random)),
                            null,
                            null,
                            null,
                            null);
            var spoken =
                    speaker.say(
                            Promise.of(new Standing(random.nextInt(9) > 0, light, sync)),
                            ShellSample.NOW);
            assertFalse(spoken.sentence().isBlank(), "seed " + seed + " " + light);
            if (spoken.tone() == Tone.GOOD) {
                var left =
                        light.submissionsWaiting()
                                + light.photosWaiting()
                                + light.drafts()
                                + light.needsPerson()
                                + sync.waiting().commands()
                                + sync.waiting().quarantined();
                assertEquals(0, left, "seed " + seed);
            }
        }
    }

    /** Mostly none, so that every combination of nothing and something comes up. */
    private static long few(Random random) {
        return random.nextBoolean() ? 0 : random.nextInt(4);
    }

    enum Language {
        EN,
        FR,
        AR;

        Locale locale() {
            return Locale.of(name().toLowerCase(Locale.ROOT));
        }
    }
}
