package org.fieldpost.ui.sync;

import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.StatusChip;
import org.fieldpost.ui.kit.Tone;
import org.kordamp.ikonli.feather.Feather;

/** A line of the queue in words and signs. */
final class LineWords {
    private final Words words;
    private final ErrorWords errors;

    LineWords(Words words, ErrorWords errors) {
        this.words = words;
        this.errors = errors;
    }

    /** "Submission: Household Diallo". */
    String what(QueueLine line) {
        var type = words.say("type." + line.type().word());
        return line.name().isEmpty() ? type : words.say("queue.named", type, line.name());
    }

    /** Why it is not at the hub yet. */
    String why(QueueLine line) {
        var error = line.error();
        if (error != null) {
            return errors.whatAndRemedy(error);
        }
        return words.say("why." + line.kind().name());
    }

    StatusChip chip(QueueLine line) {
        var word = words.say("kind." + line.kind().name());
        return switch (line.kind()) {
            case WAITING -> new StatusChip(Tone.NEUTRAL, Feather.CLOCK, word);
            case SENDING -> new StatusChip(Tone.INFO, Feather.UPLOAD_CLOUD, word);
            case RETRYING -> new StatusChip(Tone.WARNING, Feather.REPEAT, word);
            case DEAD -> new StatusChip(Tone.DANGER, Feather.X_OCTAGON, word);
            case CONFLICT -> new StatusChip(Tone.DANGER, Feather.GIT_MERGE, word);
            case PHOTO_FAILED -> new StatusChip(Tone.DANGER, Feather.CAMERA_OFF, word);
            case QUARANTINED -> new StatusChip(Tone.DANGER, Feather.ARCHIVE, word);
        };
    }

    Feather icon(QueueLine line) {
        return switch (line.type()) {
            case MOBILE_DEVICES -> Feather.MONITOR;
            case MOBILE_FORMS -> Feather.FILE_TEXT;
            case SUBMISSIONS -> Feather.INBOX;
            case SUBMISSION_MEDIA -> Feather.IMAGE;
            case CONFLICTS -> Feather.GIT_MERGE;
            case TELEMETRY -> Feather.ACTIVITY;
        };
    }
}
