package org.fieldpost.sync;

/**
 * One thing that went wrong (seed: {@code SyncEngineError}).
 *
 * @param code what kind
 * @param message what happened, in plain words, without answers or secrets
 */
public record SyncError(SyncErrorCode code, String message) {
    public boolean retryable() {
        return code.retryable();
    }

    public String remedy() {
        return code.remedy();
    }
}
