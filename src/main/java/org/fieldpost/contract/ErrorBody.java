package org.fieldpost.contract;

/**
 * An error as it travels: the body of every response that is not 2xx, and of a refused command.
 *
 * @param code short and searchable, like {@code FP-2607}
 * @param message what happened, in plain words, without answers or secrets
 * @param retryable the same request may succeed later
 */
public record ErrorBody(String code, String message, boolean retryable) {}
