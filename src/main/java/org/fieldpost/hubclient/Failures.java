package org.fieldpost.hubclient;

import java.io.IOException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.kernel.Json;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubFailure;
import org.jspecify.annotations.Nullable;

/**
 * Statuses and faults as failures. Only an answer in the hub's own words ({@link ErrorBody}) refuses anything: whatever
 * else stands in between (captive portal, proxy) must not turn work into dead letters.
 */
final class Failures {
    private static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);
    private static final Set<String> RESTORED = Set.of("FP-2408", "FP-2409");

    private Failures() {}

    static HubFailure of(HttpReply reply) {
        int status = reply.status();
        var said = errorBody(reply);
        var error = said != null ? said : new ErrorBody("FP-2" + status, "status " + status, true);
        if (status == 413) {
            return new HubFailure.TooLarge(error);
        }
        if (status == 429 || status == 503) {
            return new HubFailure.RetryLater(status, error, retryAfter(reply));
        }
        if (said == null) {
            return new HubFailure.Unreachable("status " + status + " not in the hub's words");
        }
        if (said.retryable() && status == 403) {
            return new HubFailure.RetryLater(status, said, retryAfter(reply));
        }
        return switch (status) {
            case 401 -> new HubFailure.Unauthorized(said);
            case 408, 423, 425 -> new HubFailure.RetryLater(status, said, retryAfter(reply));
            case 409 ->
                    RESTORED.contains(said.code())
                            ? new HubFailure.EpochChanged(said)
                            : new HubFailure.Refused(status, said);
            case 410 -> new HubFailure.HorizonPassed(said);
            default ->
                    status >= 500
                            ? new HubFailure.RetryLater(status, said, retryAfter(reply))
                            : new HubFailure.Refused(status, said);
        };
    }

    /** The hub no longer knows an upload. */
    static HubFailure forgotten() {
        return new HubFailure.Refused(404, new ErrorBody("FP-2404", "unknown upload", false));
    }

    static <T> HubAnswer<T> notTheHub(String what) {
        return new HubAnswer.Failed<>(
                new HubFailure.Unreachable(what + "; something else answers in the hub's place"));
    }

    static <T> HubAnswer<T> unreachable(IOException e) {
        var reason = e.getClass().getSimpleName() + ": " + e.getMessage();
        return new HubAnswer.Failed<>(
                isOfCertificates(e)
                        ? new HubFailure.Untrusted(reason)
                        : new HubFailure.Unreachable(reason));
    }

    /**
     * A hand-shake that only broke off is a bad line, and so is a record broken on the way. A computer that trusts
     * nobody at all says that its parameters are none.
     */
    private static boolean isOfCertificates(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLPeerUnverifiedException
                    || cause instanceof CertificateException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof CertPathBuilderException
                    || cause instanceof InvalidAlgorithmParameterException) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable ErrorBody errorBody(HttpReply reply) {
        if (!reply.isJson()) {
            return null;
        }
        try {
            var tree = Json.parse(reply.body().toByteArray());
            return tree.path("code").isTextual() && tree.path("message").isTextual()
                    ? Json.read(tree, ErrorBody.class)
                    : null;
        } catch (Json.MalformedJson e) {
            return null;
        }
    }

    /** Seconds only, as the protocol says; a nonsense value is none. */
    private static @Nullable Duration retryAfter(HttpReply reply) {
        var text = reply.headers().get("Retry-After");
        if (text == null) {
            return null;
        }
        try {
            var after = Duration.ofSeconds(Long.parseLong(text.trim()));
            if (after.isNegative()) {
                return null;
            }
            return after.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : after;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
