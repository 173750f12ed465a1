package org.fieldpost.ui.shell;

import java.time.Duration;
import java.time.Instant;
import org.fieldpost.store.DeliveryLedger.Light;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.TimeWords;
import org.fieldpost.ui.kit.Tone;

/** Puts a {@link Promise} into words. */
public final class PromiseWords {
    private final Words words;
    private final TimeWords times;

    public PromiseWords(Words words, TimeWords times) {
        this.words = words;
        this.times = times;
    }

    /**
     * What the bar shows.
     *
     * @param sentence what is true
     * @param aside when, or what comes next; may be empty
     * @param verdict one or two words on the right; may be empty
     */
    public record Said(Tone tone, String sentence, String aside, String verdict) {}

    public Said say(Promise promise, Instant now) {
        return switch (promise) {
            case Promise.Unknown() -> new Said(Tone.NEUTRAL, words.say("promise.unknown"), "", "");
            case Promise.NotSaved(var name) ->
                    new Said(
                            Tone.DANGER,
                            words.say("promise.notSaved", name),
                            words.say("promise.notSaved.next"),
                            words.say("promise.verdict.notSaved"));
            case Promise.OnlyHere(_) ->
                    new Said(
                            Tone.WARNING,
                            words.say("promise.onlyHere"),
                            words.say("promise.onlyHere.next"),
                            words.say("promise.verdict.onlyHere"));
            case Promise.NeedsPerson(long things, boolean paused, var light) ->
                    new Said(
                            Tone.DANGER,
                            paused
                                    ? words.say("promise.paused")
                                    : words.say("promise.needsPerson", things),
                            stillHere(light),
                            words.say("promise.verdict.needsPerson"));
            case Promise.StillHere(var light, var sync) ->
                    new Said(
                            Tone.WARNING,
                            stillHere(light),
                            next(sync, now),
                            words.say(
                                    sync.state() == SyncStatus.State.RUNNING
                                            ? "promise.verdict.sending"
                                            : "promise.verdict.stillHere"));
            case Promise.DraftsHere(var light, var sync) ->
                    new Said(
                            Tone.INFO,
                            words.say("promise.drafts", light.drafts()),
                            checked(sync),
                            words.say("promise.verdict.drafts"));
            case Promise.Safe(var light, var sync) ->
                    new Said(
                            Tone.GOOD,
                            light.submissions() == 0
                                    ? words.say("promise.nothing")
                                    : words.say(
                                            "promise.safe",
                                            counted(light.submissions(), light.photos())),
                            checked(sync),
                            words.say("promise.verdict.safe"));
        };
    }

    /** How long sending will take yet. */
    String left(Duration rest, Instant now) {
        return words.say("promise.left", times.until(now.plus(rest), now));
    }

    private String stillHere(Light light) {
        if (light.submissionsWaiting() == 0 && light.photosWaiting() == 0) {
            return light.safe() && light.needsPerson() == 0 ? words.say("promise.rest") : "";
        }
        return words.say(
                "promise.stillHere", counted(light.submissionsWaiting(), light.photosWaiting()));
    }

    /** At least one of both is not 0. */
    private String counted(long submissions, long photos) {
        if (photos == 0) {
            return words.say("count.submissions", submissions);
        }
        var counted = words.say("count.photos", photos);
        return submissions == 0
                ? counted
                : words.say("list.and", words.say("count.submissions", submissions), counted);
    }

    private String next(SyncStatus sync, Instant now) {
        var at = sync.nextTryAt();
        return switch (sync.state()) {
            case RUNNING -> "";
            case OFFLINE, BACKING_OFF -> {
                var why = "promise." + hindrance(sync);
                yield at == null ? words.say(why) : words.say(why + ".next", times.until(at, now));
            }
            case IDLE, STOPPED, PAUSED ->
                    at == null ? "" : words.say("promise.next", times.until(at, now));
        };
    }

    private static String hindrance(SyncStatus sync) {
        if (sync.isProblem(SyncErrorCode.UNTRUSTED)) {
            return "untrusted";
        }
        return sync.state() == SyncStatus.State.OFFLINE ? "offline" : "failed";
    }

    private String checked(SyncStatus sync) {
        var at = sync.lastSuccessAt();
        return at == null ? "" : words.say("promise.checked", times.time(at));
    }
}
