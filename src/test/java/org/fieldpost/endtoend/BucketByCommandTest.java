package org.fieldpost.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.testing.BucketServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Object;

/** {@code fieldpost hub --media s3://...}, as an administrator starts it. */
class BucketByCommandTest {
    private static final String SECRET = "secret-of-the-bucket";
    @TempDir Path folder;

    private Program program() {
        return new Program(
                folder,
                Map.of(
                        "AWS_ACCESS_KEY_ID",
                        "tests",
                        "AWS_SECRET_ACCESS_KEY",
                        SECRET,
                        "FIELDPOST_S3_ENDPOINT",
                        BucketServer.ofAll().address().toString(),
                        "FIELDPOST_S3_REGION",
                        BucketServer.REGION,
                        "FIELDPOST_S3_PATH_STYLE",
                        "true"));
    }

    private static HttpRequest.Builder request(Program.Hub hub, String path, String token) {
        return HttpRequest.newBuilder(URI.create(hub.address()).resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Tus-Resumable", "1.0.0");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void photos_go_to_the_bucket_the_options_name_and_no_secret_to_the_log() throws Exception {
        var bucket = BucketServer.ofAll().freshBucket();
        var db = folder.resolve("hub").toString();
        var program = program();
        Program.Hub hub =
                program.hub("--db", db, "--media", "s3://" + bucket + "/one", "--port", "0");
        var photo = new byte[100_000];
        new Random(1).nextBytes(photo);
        var hash = Sha256.of(photo).hex();
        try (hub;
                var http = HttpClient.newHttpClient()) {
            var code = program.json("hub", "code", "--db", db, "--user", "Awa", "--json");
            var enrol =
                    Json.object()
                            .put("code", code.path("code").asText())
                            .put("deviceId", "laptop-1")
                            .put("deviceType", "desktop")
                            .put("osVersion", "Debian 12")
                            .put("appVersion", "0.1.0")
                            .put("deviceName", "Laptop");
            var post = HttpRequest.BodyPublishers.ofByteArray(Json.bytes(enrol));
            var enrolled = http.send(request(hub, "/enrol", "").POST(post).build(), text());
            var token = Json.parse(enrolled.body()).path("token").asText();
            var metadata = "id " + base64(new UUID(1, 1).toString()) + ",sha256 " + base64(hash);
            var created =
                    http.send(
                            request(hub, "/media", token)
                                    .header("Upload-Length", "" + photo.length)
                                    .header("Upload-Metadata", metadata)
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            text());
            assertEquals(201, created.statusCode(), created::body);
            var place = created.headers().firstValue("Location").orElseThrow();
            var sent =
                    http.send(
                            request(hub, place, token)
                                    .header("Upload-Offset", "0")
                                    .header("Content-Type", "application/offset+octet-stream")
                                    .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(photo))
                                    .build(),
                            text());
            assertEquals(204, sent.statusCode(), sent::body);
        }
        try (var client = BucketServer.ofAll().client()) {
            var keys =
                    client.listObjectsV2Paginator(list -> list.bucket(bucket)).contents().stream()
                            .map(S3Object::key)
                            .toList();
            assertEquals(1, keys.size(), keys::toString);
            assertTrue(keys.getFirst().startsWith("one/media/"), keys::toString);
            assertTrue(keys.getFirst().endsWith(hash), keys::toString);
        }
        assertFalse(Files.readString(hub.log()).contains(SECRET));
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }

    @Test
    void a_bucket_that_is_not_there_is_told_in_a_sentence_with_a_code() throws Exception {
        var result =
                program()
                        .run(
                                "hub",
                                "--db",
                                folder.resolve("hub").toString(),
                                "--media",
                                "s3://nobody-made-it",
                                "--port",
                                "0");
        assertEquals(1, result.exitCode());
        assertTrue(result.err().contains("There is no bucket nobody-made-it"), result::err);
        assertTrue(result.err().contains("(FP-2511)"), result::err);
        assertFalse(result.err().contains(SECRET));
        assertFalse(result.err().contains("Exception"), result::err);
    }
}
