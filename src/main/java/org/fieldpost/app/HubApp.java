package org.fieldpost.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.cli.HubSettings;
import org.fieldpost.db.Database;
import org.fieldpost.db.DatabaseProblem;
import org.fieldpost.db.H2Database;
import org.fieldpost.db.H2Settings;
import org.fieldpost.db.PostgresDatabase;
import org.fieldpost.db.PostgresSettings;
import org.fieldpost.hub.FolderVault;
import org.fieldpost.hub.HubAdministration;
import org.fieldpost.hub.HubConfig;
import org.fieldpost.hub.HubLimits;
import org.fieldpost.hub.HubParts;
import org.fieldpost.hub.HubServer;
import org.fieldpost.hub.MediaVault;
import org.fieldpost.hub.Retention;
import org.fieldpost.hub.TrustedProxies;
import org.fieldpost.hub.s3.S3Door;
import org.fieldpost.hub.s3.S3Misplaced;
import org.fieldpost.hub.s3.S3Place;
import org.fieldpost.hub.store.HubSchema;
import org.fieldpost.kernel.Sha256;

/** The hub, put together. */
final class HubApp implements AutoCloseable {
    private static final int SECRET_BYTES = 32;
    private static final int CONNECTIONS_MAX = 8;
    private final Owned owned = new Owned();
    private final HubServer server;
    private final CompletableFuture<DatabaseProblem> lost;

    private HubApp(World world, HubSettings settings) {
        try {
            var secret = new byte[SECRET_BYTES];
            world.random().nextBytes(secret);
            var text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
            var database = owned.own(database(settings));
            lost = database instanceof H2Database h2 ? h2.lost() : new CompletableFuture<>();
            var parts =
                    new HubParts(
                            database,
                            photos(settings),
                            world.clock(),
                            world.ids(),
                            world.random(),
                            Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
            var config =
                    new HubConfig(
                            settings.host(),
                            settings.port(),
                            World.VERSION,
                            HubLimits.standard(),
                            Retention.standard(),
                            proxies(settings));
            server = owned.own(new HubServer(config, parts));
            server.start();
            if (settings.embedded()) {
                var folder = Path.of(settings.db());
                new HubFile(server.address().toString(), text).write(folder);
                owned.own(() -> HubFile.delete(folder));
            }
        } catch (IOException e) {
            owned.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            owned.close();
            throw e;
        }
    }

    /** Starts a hub; it answers when this returns. */
    static HubApp start(World world, HubSettings settings) {
        return new HubApp(world, settings);
    }

    private static Database database(HubSettings settings) throws IOException {
        if (settings.embedded()) {
            var folder = Files.createDirectories(Path.of(settings.db()));
            return H2Database.open(
                    H2Settings.of(folder.resolve("hub"), null, HubSchema.MIGRATIONS));
        }
        var url = settings.db();
        if (!url.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql:")) {
            throw new CommandFailed("--db takes a folder or a jdbc:postgresql: URL.");
        }
        return PostgresDatabase.open(
                new PostgresSettings(
                        url,
                        System.getenv().getOrDefault("PGUSER", "fieldpost"),
                        System.getenv().getOrDefault("PGPASSWORD", ""),
                        HubSchema.MIGRATIONS,
                        CONNECTIONS_MAX));
    }

    private static TrustedProxies proxies(HubSettings settings) {
        try {
            return TrustedProxies.of(settings.trustedProxies());
        } catch (IllegalArgumentException e) {
            throw new CommandFailed("--trusted-proxy: " + e.getMessage() + ".", e);
        }
    }

    private MediaVault photos(HubSettings settings) throws IOException {
        if (!S3Place.isOne(settings.media())) {
            return new FolderVault(Files.createDirectories(Path.of(settings.media())));
        }
        var bucket = settings.bucket();
        try {
            return owned.own(
                    S3Door.open(
                            S3Place.of(
                                    settings.media(),
                                    bucket.endpoint(),
                                    bucket.region(),
                                    bucket.pathStyle())));
        } catch (S3Misplaced e) {
            throw new CommandFailed(e.getMessage() + " (" + e.code() + ")", e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed("--media: " + e.getMessage() + ".", e);
        }
    }

    URI address() {
        return server.address();
    }

    /** Is done, with why, once its embedded database can no longer be used; never if all goes well. */
    CompletableFuture<DatabaseProblem> lost() {
        return lost;
    }

    HubAdministration administration() {
        return server.administration();
    }

    @Override
    public void close() {
        owned.close();
    }
}
