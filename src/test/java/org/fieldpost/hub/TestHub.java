package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Database;
import org.fieldpost.db.Dialect;
import org.fieldpost.db.H2Database;
import org.fieldpost.db.H2Settings;
import org.fieldpost.db.PostgresDatabase;
import org.fieldpost.hub.store.HubSchema;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.testing.Postgres;

/** A hub on loopback over a real database, with a clock that a test moves. */
final class TestHub implements AutoCloseable {
    /** Of the hub's administration. */
    static final String SECRET = "secret of the tests";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Sha256 SECRET_HASH = Sha256.of(SECRET.getBytes(StandardCharsets.UTF_8));
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-05-04T08:00:00Z"));
    private final Random random;
    final Ids ids;
    final Database database;
    final HubServer server;
    final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, OrganizationId> organizations = new HashMap<>();
    private int devices;

    TestHub(Dialect dialect, Path folder) {
        this(dialect, folder, HubLimits.standard());
    }

    TestHub(Dialect dialect, Path folder, HubLimits limits) {
        this(open(dialect, folder), folder, limits);
    }

    TestHub(Database database, Path folder, HubLimits limits) {
        this(database, folder, limits, 20260504);
    }

    /** Hubs that share a database need seeds of their own, or they make the same ids. */
    TestHub(Database database, Path folder, HubLimits limits, long seed) {
        this(database, new FolderVault(mediaFolder(folder)), limits, seed);
    }

    /** A hub with its photos in any vault, which stays the caller's. */
    TestHub(Database database, MediaVault vault, HubLimits limits, long seed) {
        this(database, vault, limits, seed, TrustedProxies.NONE);
    }

    TestHub(
            Database database,
            MediaVault vault,
            HubLimits limits,
            long seed,
            TrustedProxies proxies) {
        this.database = database;
        random = new Random(seed);
        ids = new UuidV7(now::get, random);
        var parts = new HubParts(database, vault, now::get, ids, random, SECRET_HASH);
        var config = new HubConfig("127.0.0.1", 0, "test", limits, Retention.standard(), proxies);
        server = new HubServer(config, parts).start();
    }

    private static Path mediaFolder(Path folder) {
        try {
            return Files.createDirectories(folder.resolve("media"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Database open(Dialect dialect, Path folder) {
        return switch (dialect) {
            case H2 ->
                    H2Database.open(
                            H2Settings.of(folder.resolve("hub"), null, HubSchema.MIGRATIONS));
            case POSTGRESQL -> PostgresDatabase.open(Postgres.migrated(HubSchema.MIGRATIONS));
        };
    }

    Instant now() {
        return Objects.requireNonNull(now.get());
    }

    void pass(Duration duration) {
        now.updateAndGet(t -> t.plus(duration));
    }

    OrganizationId organization(String name) {
        var known = organizations.get(name);
        if (known != null) {
            return known;
        }
        var made = server.administration().createOrganization(name);
        organizations.put(name, made);
        return made;
    }

    /** What {@code /metrics} says, once it says {@code words}: some is counted a moment after it is seen. */
    String metricsWith(String words) {
        return textWith("/metrics", words);
    }

    /** The answer to {@code GET path}, once it has {@code words} in it. */
    String textWith(String path, String words) {
        long latest = System.nanoTime() + PATIENCE.toNanos();
        var text = "";
        while (System.nanoTime() < latest) {
            var answer = new TestDevice(this).send("GET", path, null).body();
            text = new String(answer, StandardCharsets.UTF_8);
            if (text.contains(words)) {
                return text;
            }
        }
        throw new AssertionError("no " + words + " in " + text);
    }

    /** A new person with a new device in an organization. */
    TestDevice device(String organization, Role... roles) {
        var admin = server.administration();
        var user = admin.createUser(organization(organization), "User " + ++devices, Set.of(roles));
        var code = admin.mintCode(organization(organization), user).code();
        var device = new TestDevice(this);
        device.enrol(request(code, "external-" + devices));
        return device;
    }

    static EnrolRequest request(String code, String deviceId) {
        return new EnrolRequest(
                code, deviceId, "desktop", "Debian 12", "0.1.0", "Laptop " + deviceId);
    }

    /** Publishes a small form and says which it is. */
    FormRef form(String organization, String code) {
        return server.administration().publishForm(organization(organization), document(code, "1"));
    }

    static ObjectNode document(String code, String version) {
        var document = Json.object().put("code", code).put("version", version);
        document.putObject("name").put("en", "Form " + code);
        document.putObject("schema")
                .put("type", "object")
                .putObject("properties")
                .putObject("answer")
                .put("type", "string");
        return document;
    }

    static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    @Override
    public void close() {
        server.close();
        http.close();
        database.close();
    }
}
