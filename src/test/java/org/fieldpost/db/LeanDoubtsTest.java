package org.fieldpost.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.db.MVTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where {@link LeanTables} were found to differ from H2's own. */
@Timeout(60)
class LeanDoubtsTest {
    @TempDir Path folder;

    /** For another process: opens the database that is told. */
    public static void main(String[] args) throws SQLException {
        new H2File(Path.of(args[0]), null).connect(H2File.User.OWNER).close();
    }

    @Test
    void a_database_opens_although_classes_were_restricted_before()
            throws IOException, InterruptedException {
        var java =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dh2.allowedClasses=org.example.none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeanDoubtsTest.class.getName(),
                        folder.resolve("device").toString());
        java.redirectErrorStream(true);
        var process = java.start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor(30, TimeUnit.SECONDS);
        assertEquals(0, process.exitValue(), said);
    }

    @Test
    @SuppressWarnings("LockOnNonEnclosingClassLiteral") // as H2 does
    void one_thread_at_a_time_looks_for_deadlocks_whatever_the_tables() throws Exception {
        try (var one =
                        DriverManager.getConnection(
                                "jdbc:h2:mem:;DATABASE_TO_LOWER=TRUE" + H2File.LEAN, "sa", "");
                var statement = one.createStatement()) {
            statement.execute("CREATE TABLE small (id INTEGER)");
            statement.execute("CREATE TABLE large (id INTEGER, text CLOB)");
            var session = (SessionLocal) one.unwrap(JdbcConnection.class).getSession();
            for (var name : new String[] {"large", "small"}) {
                var table = session.getDatabase().getMainSchema().getTableOrView(session, name);
                var thread = new Thread(() -> table.checkDeadlock(session, null, null), name);
                synchronized (MVTable.class) {
                    thread.start();
                    while (thread.getState() == Thread.State.RUNNABLE) {
                        Thread.onSpinWait();
                    }
                    assertEquals(Thread.State.BLOCKED, thread.getState(), name);
                }
                thread.join();
            }
        }
    }
}
