package org.fieldpost.ui.sync;

import java.util.Arrays;
import java.util.Optional;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.sync.SyncError;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Trouble;

/** What went wrong with sync, in the person's words: what, what it means for their data, what to do, the code. */
final class ErrorWords {
    private final Words words;

    ErrorWords(Words words) {
        this.words = words;
    }

    /** Why sync as a whole does not go on. */
    Trouble trouble(SyncError error) {
        return new Trouble(
                what(error.code().code()),
                words.say("data.kept"),
                remedy(error.code().code()),
                error.code().code(),
                error.message());
    }

    /** What happened. */
    String what(String code) {
        var key = "error." + code;
        return words.say(words.knows(key) ? key : "error.unknown");
    }

    /** What to do. */
    String remedy(String code) {
        var ofTheHub = "remedy." + code;
        if (words.knows(ofTheHub)) {
            return words.say(ofTheHub);
        }
        return known(code).map(this::remedy).orElseGet(() -> words.say("remedy.look"));
    }

    /** Both, for a line of the queue. */
    String whatAndRemedy(ErrorBody error) {
        return what(error.code()) + " " + remedy(error.code());
    }

    private static Optional<SyncErrorCode> known(String code) {
        return Arrays.stream(SyncErrorCode.values()).filter(c -> c.code().equals(code)).findFirst();
    }

    private String remedy(SyncErrorCode code) {
        return words.say(
                switch (code) {
                    case NETWORK_ERROR,
                            RATE_LIMITED,
                            FK_RESOLUTION_FAILED,
                            APPLY_FAILED,
                            EPOCH_CHANGED,
                            HORIZON_PASSED,
                            LEASE_REFUSED,
                            LIST_MISSING ->
                            "remedy.nothing";
                    case BLOCKED -> "remedy.follows";
                    case HUB_ERROR, INTEGRITY_VIOLATION, CURSOR_BACKWARD -> "remedy.hub";
                    case SUSPENDED -> "remedy.letIn";
                    case UNTRUSTED -> "remedy.trust";
                    case UNAUTHORIZED -> "remedy.enrol";
                    case REFUSED -> "remedy.mend";
                    case TOO_LARGE -> "remedy.smaller";
                    case RETRIES_EXHAUSTED, ID_UNRESOLVED -> "remedy.again";
                    case CONFLICT -> "remedy.decide";
                    case DECIDED_MEANWHILE -> "remedy.decided";
                    case UNSHOWN_CHANGE -> "remedy.sendFirst";
                    case QUARANTINED -> "remedy.update";
                    case MEDIA_REFUSED -> "remedy.photo";
                    case INTEGRITY_UNKNOWN, MEDIA_MISSING -> "remedy.doctor";
                    case INTERNAL -> "remedy.support";
                });
    }
}
