package org.fieldpost.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/**
 * LISTEN and NOTIFY on a connection and a thread of their own. Words are sent apart from the transactions they tell
 * of, equal ones once, at most ten times a second: PostgreSQL lets only one committing transaction at a time append
 * to its queue of notices, and pushes must not wait there.
 */
final class PostgresNotices implements Notices {
    private static final System.Logger LOG = System.getLogger(PostgresNotices.class.getName());
    private static final int POLL_MILLIS = 100;
    private static final int POLLS_BETWEEN_SIGNS_OF_LIFE = 150;
    private static final long RECONNECT_MILLIS = 1_000;
    private static final int WORDS_MAX = 10_000;
    private static final String SECONDS_MAX = "10";
    private final PostgresSettings settings;
    private final String channel;
    private final Consumer<String> heard;
    private final Set<String> waiting = new LinkedHashSet<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** {@code channel}: letters and underscores, as it stands in SQL. */
    PostgresNotices(PostgresSettings settings, String channel, Consumer<String> heard) {
        if (!channel.matches("[a-z_]{1,60}")) {
            throw new IllegalArgumentException("a channel is letters: " + channel);
        }
        this.settings = settings;
        this.channel = channel;
        this.heard = heard;
        Thread.ofVirtual().name("db-notices").start(this::run);
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                try (var connection = connect()) {
                    hear(MISSED);
                    converse(connection);
                } catch (SQLException e) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "notices between hub processes are down, trying again: "
                                    + e.getSQLState());
                    closing.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; without notices others hear at their next pull.
            return;
        } finally {
            ended.countDown();
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("connectTimeout", SECONDS_MAX);
        properties.setProperty("socketTimeout", SECONDS_MAX);
        properties.setProperty("ApplicationName", "fieldpost-notices");
        var connection = DriverManager.getConnection(settings.url(), properties);
        try (var statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void converse(Connection connection) throws SQLException {
        var line = connection.unwrap(PGConnection.class);
        int quiet = 0;
        while (closing.getCount() > 0) {
            var notices = line.getNotifications(POLL_MILLIS);
            for (var notice : notices) {
                if (notice.getPID() != line.getBackendPID()) {
                    hear(notice.getParameter());
                }
            }
            // A line that is cut without a word is only noticed when something is said on it.
            boolean said = say(connection);
            quiet = said ? 0 : quiet + 1;
            if (quiet >= POLLS_BETWEEN_SIGNS_OF_LIFE) {
                quiet = 0;
                try (var statement = connection.createStatement()) {
                    statement.execute("SELECT 1");
                }
            }
        }
    }

    private boolean say(Connection connection) throws SQLException {
        var words = taken();
        if (words.isEmpty()) {
            return false;
        }
        try (var statement = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
            for (var word : words) {
                statement.setString(1, channel);
                statement.setString(2, word);
                statement.execute();
            }
        }
        return true;
    }

    private List<String> taken() {
        synchronized (waiting) {
            var words = List.copyOf(waiting);
            waiting.clear();
            return words;
        }
    }

    private void hear(String word) {
        try {
            heard.accept(word);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a notice was not taken in", e);
        }
    }

    @Override
    public void tell(String word) {
        synchronized (waiting) {
            // While the line is down words pile up; who connects again is told that some were
            // missed.
            if (waiting.size() < WORDS_MAX) {
                waiting.add(word);
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        boolean waits = true;
        while (waits) {
            try {
                ended.await();
                waits = false;
            } catch (InterruptedException e) {
                waits = true;
            }
        }
    }
}
