package org.fieldpost.sync;

import java.time.Duration;
import org.fieldpost.contract.ErrorBody;
import org.jspecify.annotations.Nullable;

/** Why the hub did not do what was asked. */
public sealed interface HubFailure {
    /**
     * No hub answered: no network, no address, time-out, or something else answered in its place (captive portal).
     *
     * @param reason for the log and for support
     */
    record Unreachable(String reason) implements HubFailure {}

    /**
     * What answers at the hub's address cannot show by a certificate that it is the hub: a network that wants a log-in
     * first, a wrong clock, a certificate that has run out. Nothing was sent to it.
     *
     * @param reason for the log and for support
     */
    record Untrusted(String reason) implements HubFailure {}

    /**
     * The hub answered that it cannot now (408, 425, 429, 5xx), or that this device may not now (403: suspended).
     *
     * @param after how long the hub asks to wait; null leaves it to the back-off
     */
    record RetryLater(int status, ErrorBody error, @Nullable Duration after)
            implements HubFailure {}

    /** The token is unknown or revoked (401): everything pauses and everything is kept. */
    record Unauthorized(ErrorBody error) implements HubFailure {}

    /** The hub lives in another epoch (409 FP-2409) or has lost history (FP-2408): it was restored from a backup. */
    record EpochChanged(ErrorBody error) implements HubFailure {}

    /** The cursor is older than what the hub remembers of deletions (410 FP-2410). */
    record HorizonPassed(ErrorBody error) implements HubFailure {}

    /** The request was too large (413). */
    record TooLarge(ErrorBody error) implements HubFailure {}

    /** Any other refusal; asking the same again is pointless. */
    record Refused(int status, ErrorBody error) implements HubFailure {}
}
