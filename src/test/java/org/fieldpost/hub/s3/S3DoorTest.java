package org.fieldpost.hub.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.fieldpost.hub.VaultUnreachable;
import org.fieldpost.testing.BucketServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

class S3DoorTest {
    private static final String HASH = "ab".repeat(32);

    private static S3Place place(String bucket, @Nullable URI endpoint) {
        return S3Place.of("s3://" + bucket, endpoint, BucketServer.REGION, true);
    }

    @Test
    void a_bucket_that_is_not_there_is_told_at_the_start() {
        var place = place("nobody-made-it", BucketServer.ofAll().address());
        var refused =
                assertThrows(
                        S3Misplaced.class, () -> S3Door.open(place, BucketServer.credentials()));
        assertEquals("FP-2511", refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains("nobody-made-it"));
    }

    @ParameterizedTest
    @CsvSource({"403, FP-2512", "301, FP-2513", "400, FP-2513"})
    void a_store_that_refuses_is_told_at_the_start(int status, String code) throws IOException {
        try (var server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().code(status).build());
            var place = place("photos", server.url("/").uri());
            var refused =
                    assertThrows(
                            S3Misplaced.class,
                            () -> S3Door.open(place, BucketServer.credentials()));
            assertEquals(code, refused.code());
            assertFalse(String.valueOf(refused.getMessage()).contains("tests-only"));
        }
    }

    @Test
    void nobody_to_ask_as_is_told_at_the_start() {
        AwsCredentialsProvider none =
                () -> {
                    throw SdkClientException.create("none here");
                };
        var place = place("photos", BucketServer.ofAll().address());
        assertEquals(
                "FP-2512", assertThrows(S3Misplaced.class, () -> S3Door.open(place, none)).code());
    }

    /** Text must not wait for photos. */
    @Test
    void a_store_that_does_not_answer_is_no_reason_not_to_start() throws IOException {
        var place = place("photos", URI.create("http://127.0.0.1:1"));
        try (var vault = S3Door.open(place, BucketServer.credentials())) {
            var gone =
                    assertThrows(VaultUnreachable.class, () -> vault.holds(new UUID(1, 1), HASH));
            assertFalse(String.valueOf(gone.getMessage()).contains("tests-only"));
        }
    }

    @Test
    void a_store_that_fails_inside_is_unreachable_and_not_empty() throws IOException {
        try (var server = new MockWebServer()) {
            server.start();
            for (int i = 0; i < 20; i++) {
                server.enqueue(new MockResponse.Builder().code(500).build());
            }
            var place = place("photos", server.url("/").uri());
            try (var vault = S3Door.open(place, BucketServer.credentials())) {
                assertThrows(VaultUnreachable.class, () -> vault.holds(new UUID(1, 1), HASH));
            }
        }
    }

    @Test
    void a_place_is_a_bucket_and_perhaps_a_prefix() {
        assertEquals(
                new S3Place("photos", "hub/one/", null, null, false),
                S3Place.of("s3://photos/hub/one", null, null, false));
        assertEquals("", S3Place.of("s3://photos", null, null, false).prefix());
        assertEquals("", S3Place.of("s3://photos/", null, null, false).prefix());
        assertFalse(S3Place.isOne("/srv/photos"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://", "s3://UPPER", "s3://a", "/srv/photos", "s3://a_b/c"})
    void what_names_no_bucket_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> S3Place.of(text, null, null, false));
    }
}
