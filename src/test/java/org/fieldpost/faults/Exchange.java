package org.fieldpost.faults;

/**
 * One request as the proxy saw it.
 *
 * @param method GET, POST, ...
 * @param path with its query
 * @param offset the {@code Upload-Offset} it named, -1 if none
 * @param bytesCarried bytes of its body that reached the hub
 * @param status the hub's answer, 0 if there was none
 * @param heldAfter the {@code Upload-Offset} of the answer, -1 if none
 * @param told whether the device got the whole answer
 */
public record Exchange(
        String method,
        String path,
        long offset,
        long bytesCarried,
        int status,
        long heldAfter,
        boolean told) {
    static Exchange of(HttpText request, long bytesCarried) {
        return new Exchange(
                request.method(),
                request.path(),
                request.number("upload-offset"),
                bytesCarried,
                0,
                -1,
                false);
    }

    Exchange answered(HttpText answer, boolean told) {
        return new Exchange(
                method,
                path,
                offset,
                bytesCarried,
                answer.status(),
                answer.number("upload-offset"),
                told);
    }

    /** A chunk of a file. */
    public boolean isChunk() {
        return method.equals("PATCH");
    }
}
