package org.fieldpost.ui.submissions;

import org.fieldpost.store.SubmissionLine;
import org.fieldpost.submission.DeliveryStatus;
import org.fieldpost.submission.ReviewStatus;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Tone;
import org.kordamp.ikonli.feather.Feather;

/**
 * Where a submission stands, in one word with its sign: what needs a person comes before how far it is, and that before
 * what the reviewers said.
 */
record StatusWords(Tone tone, Feather icon, String words) {
    static StatusWords of(SubmissionLine line, Words words) {
        return of(line.delivery(), line.status(), line.questionsRejected(), words);
    }

    static StatusWords of(
            DeliveryStatus delivery, ReviewStatus review, int questionsRejected, Words words) {
        return switch (delivery) {
            case DRAFT -> new StatusWords(Tone.NEUTRAL, Feather.EDIT_3, words.say("status.draft"));
            case WAITING ->
                    new StatusWords(Tone.WARNING, Feather.CLOCK, words.say("status.waiting"));
            case SENDING ->
                    new StatusWords(Tone.INFO, Feather.UPLOAD_CLOUD, words.say("status.sending"));
            case FAILED ->
                    new StatusWords(Tone.DANGER, Feather.ALERT_OCTAGON, words.say("status.failed"));
            case CONFLICT ->
                    new StatusWords(Tone.DANGER, Feather.GIT_MERGE, words.say("status.conflict"));
            case AT_HUB -> reviewed(review, questionsRejected, words);
        };
    }

    private static StatusWords reviewed(ReviewStatus review, int questionsRejected, Words words) {
        return switch (review) {
            case PENDING -> new StatusWords(Tone.GOOD, Feather.CLOUD, words.say("status.hub"));
            case APPROVED ->
                    new StatusWords(Tone.GOOD, Feather.CHECK_CIRCLE, words.say("status.approved"));
            case REJECTED ->
                    new StatusWords(
                            Tone.DANGER,
                            Feather.CORNER_UP_LEFT,
                            words.say("status.rejected", questionsRejected));
        };
    }
}
