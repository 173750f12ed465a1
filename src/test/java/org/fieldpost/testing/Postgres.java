package org.fieldpost.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldpost.db.PostgresDatabase;
import org.fieldpost.db.PostgresSettings;

/**
 * One real PostgreSQL server for all tests of this process; each asks for a database of its own. It is stopped when the
 * process ends. What a killed process left behind is cleared away by the next: all of it lies in one folder, named
 * by the process.
 */
public final class Postgres {
    private static final System.Logger LOG = System.getLogger(Postgres.class.getName());
    private static final int CONNECTIONS_MAX = 4;
    private static final String OWNER = "postgres";

    /** Names another place for the data of this process than that of all tests. */
    static final String HOME_PROPERTY = "fieldpost.tests.postgres";

    private static final Duration STARTUP_MAX = Duration.ofMinutes(3);
    private static final long FREE_BYTES_MIN = 4L << 30;
    private static final Path HOME = home();
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Map<String, String> TEMPLATES = new ConcurrentHashMap<>();

    private Postgres() {}

    /** A new, empty database that will get the scripts of {@code migrations}. */
    public static PostgresSettings fresh(String migrations) {
        return make(migrations, "template1");
    }

    /** A new database that has had the scripts of {@code migrations}: a copy of one that was made by them. */
    public static PostgresSettings migrated(String migrations) {
        return make(migrations, TEMPLATES.computeIfAbsent(migrations, Postgres::template));
    }

    private static String template(String migrations) {
        var settings = fresh(migrations);
        PostgresDatabase.open(settings).close();
        return settings.url().replaceAll(".*/(\\w+).*", "$1");
    }

    private static PostgresSettings make(String migrations, String template) {
        var name = "test_" + DATABASES.incrementAndGet();
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY".formatted(name, template));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new PostgresSettings(
                SERVER.getJdbcUrl(OWNER, name), OWNER, "", migrations, CONNECTIONS_MAX);
    }

    /** Where the server of a process keeps its data. */
    static Path folder(Path home, long process) {
        return home.resolve(Long.toString(process));
    }

    private static Path home() {
        var given = System.getProperty(HOME_PROPERTY);
        if (given != null) {
            return Path.of(given);
        }
        try {
            return MemoryDisk.orTemporary(FREE_BYTES_MIN).resolve("fieldpost-test-postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            clearLeft(HOME);
            return EmbeddedPostgres.builder()
                    .setDataDirectory(folder(HOME, ProcessHandle.current().pid()))
                    // Three processes of the tests begin at once, each with a server.
                    .setPGStartupWait(STARTUP_MAX)
                    // In its folder, where the next process clears it away when this one is killed.
                    .setServerConfig("dynamic_shared_memory_type", "mmap")
                    // No test cuts the power, and the machine's disk is slow when all wait for it.
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    // A database lives as long as a test: it would be looked after for nothing.
                    .setServerConfig("autovacuum", "off")
                    .setServerConfig("wal_level", "minimal")
                    .setServerConfig("max_wal_senders", "0")
                    .setServerConfig("shared_buffers", "32MB")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clears away what killed processes left. */
    static void clearLeft(Path home) throws IOException {
        Files.createDirectories(home);
        List<Path> all;
        try (var list = Files.list(home)) {
            all = list.toList();
        }
        for (var left : all) {
            clear(home, left);
        }
    }

    /** Ends the server of a process that is gone, and removes its data. */
    private static void clear(Path home, Path left) throws IOException {
        var name = left.getFileName().toString();
        if (!name.matches("\\d+") || isAlive(Long.parseLong(name))) {
            return;
        }
        try {
            server(left)
                    .ifPresent(
                            server -> {
                                server.destroyForcibly();
                                server.onExit().join();
                            });
            // Of several processes that begin at once, one clears it away.
            var mine = home.resolve(name + ".left." + ProcessHandle.current().pid());
            remove(Files.move(left, mine));
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, "another process clears it away", e);
        }
    }

    private static boolean isAlive(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The server that runs on this data, and no other process that has its number by now. */
    static Optional<ProcessHandle> server(Path data) throws IOException {
        var file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var number = Files.readAllLines(file).getFirst().strip();
        return ProcessHandle.of(Long.parseLong(number))
                .filter(
                        process ->
                                process.info()
                                        .commandLine()
                                        .filter(line -> line.contains(data.toString()))
                                        .isPresent());
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
