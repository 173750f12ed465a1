package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.fieldpost.kernel.Sha256;

/** Uploads as a device makes them, step by step. */
final class Tus {
    private static final String[] VERSION = {"Tus-Resumable", "1.0.0"};

    private Tus() {}

    static String hash(byte[] bytes) {
        return Sha256.of(bytes).hex();
    }

    static String[] headers(String... more) {
        var all = Arrays.copyOf(VERSION, VERSION.length + more.length);
        System.arraycopy(more, 0, all, VERSION.length, more.length);
        return all;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static HttpResponse<byte[]> create(TestDevice device, UUID media, String sha256, long length) {
        var metadata =
                "id "
                        + base64(media.toString())
                        + ",sha256 "
                        + base64(sha256)
                        + ",filename "
                        + base64("été.jpg");
        return device.send(
                "POST",
                "/media",
                new byte[0],
                headers("Upload-Length", Long.toString(length), "Upload-Metadata", metadata));
    }

    static String location(HttpResponse<byte[]> created) {
        assertEquals(201, created.statusCode());
        return created.headers().firstValue("Location").orElseThrow();
    }

    static long offset(HttpResponse<byte[]> response) {
        return response.headers().firstValueAsLong("Upload-Offset").orElseThrow();
    }

    static HttpResponse<byte[]> patch(
            TestDevice device, String location, long offset, byte[] bytes) {
        return device.send(
                "PATCH",
                location,
                bytes,
                headers(
                        "Upload-Offset",
                        Long.toString(offset),
                        "Content-Type",
                        "application/offset+octet-stream"));
    }

    static HttpResponse<byte[]> head(TestDevice device, String location) {
        return device.send("HEAD", location, null, VERSION);
    }
}
