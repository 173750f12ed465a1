package org.fieldpost.sync;

import org.fieldpost.contract.ErrorBody;

/** Failures of the hub door in the words of the run's report and of the outbox. */
final class SyncErrors {
    private SyncErrors() {}

    static SyncError of(HubFailure failure) {
        return switch (failure) {
            case HubFailure.Unreachable(String reason) ->
                    new SyncError(SyncErrorCode.NETWORK_ERROR, "The hub did not answer: " + reason);
            case HubFailure.Untrusted(String reason) ->
                    new SyncError(
                            SyncErrorCode.UNTRUSTED,
                            "What answers is not known to be the hub; nothing was sent: " + reason);
            case HubFailure.RetryLater(int status, ErrorBody error, var after) ->
                    new SyncError(
                            switch (status) {
                                case 429, 503 -> SyncErrorCode.RATE_LIMITED;
                                case 403 -> SyncErrorCode.SUSPENDED;
                                default -> SyncErrorCode.HUB_ERROR;
                            },
                            said(error));
            case HubFailure.Unauthorized(ErrorBody error) ->
                    new SyncError(SyncErrorCode.UNAUTHORIZED, said(error));
            case HubFailure.EpochChanged(ErrorBody error) ->
                    new SyncError(SyncErrorCode.EPOCH_CHANGED, said(error));
            case HubFailure.HorizonPassed(ErrorBody error) ->
                    new SyncError(SyncErrorCode.HORIZON_PASSED, said(error));
            case HubFailure.TooLarge(ErrorBody error) ->
                    new SyncError(SyncErrorCode.TOO_LARGE, said(error));
            case HubFailure.Refused(int status, ErrorBody error) ->
                    new SyncError(SyncErrorCode.REFUSED, said(error));
        };
    }

    static ErrorBody body(SyncError error) {
        return new ErrorBody(error.code().code(), error.message(), error.retryable());
    }

    static ErrorBody body(HubFailure failure) {
        return body(of(failure));
    }

    private static String said(ErrorBody error) {
        return error.message() + " (" + error.code() + ")";
    }
}
