package org.fieldpost.hubclient;

import okhttp3.Headers;
import okio.ByteString;

/**
 * An answer read whole.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param body its bytes, bounded
 */
record HttpReply(int status, Headers headers, ByteString body) {
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    boolean isJson() {
        var type = headers.get("Content-Type");
        return type != null && type.startsWith("application/json");
    }
}
