package org.fieldpost.db;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import javax.crypto.SecretKey;
import org.fieldpost.db.DatabaseProblem.Kind;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * One H2 database file and how it is connected to. The settings were measured: H2's own defaults lose rows when the
 * process is killed, and so do the versions after the pinned one.
 *
 * @param path path without suffix
 * @param key the file's key, or null
 */
record H2File(Path path, @Nullable SecretKey key) {
    static {
        // Read once by H2, before its first class loads: no SQL can make it load any other class.
        var allowed = System.getProperty("h2.allowedClasses");
        var ours = LeanTables.class.getName();
        System.setProperty("h2.allowedClasses", allowed == null ? ours : allowed + "," + ours);
    }

    private static final String SUFFIX = ".mv.db";
    private static final String DURABLE = ";WRITE_DELAY=0;REUSE_SPACE=FALSE;DB_CLOSE_ON_EXIT=FALSE";
    // HeldStatements keeps them, and knows which not to keep.
    private static final String NO_CACHE = ";QUERY_CACHE_SIZE=0";
    // Traces would put SQL with answers beside an encrypted file, in plain text.
    private static final String PRIVATE = ";TRACE_LEVEL_FILE=0";
    // H2 remembers answers and gives old ones: EXISTS asked again in a transaction that wrote
    // meanwhile.
    private static final String FRESH = ";OPTIMIZE_REUSE_RESULTS=0";
    static final String LEAN = ";DEFAULT_TABLE_ENGINE=" + LeanTables.class.getName();
    // So that the same SQL means the same on PostgreSQL.
    private static final String WORDS = ";DATABASE_TO_LOWER=TRUE;NON_KEYWORDS=KEY,VALUE";

    private static final Set<Integer> LOST =
            Set.of(
                    ErrorCode.DATABASE_IS_CLOSED,
                    ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
                    ErrorCode.OBJECT_CLOSED,
                    ErrorCode.IO_EXCEPTION_1,
                    ErrorCode.IO_EXCEPTION_2,
                    ErrorCode.FILE_CORRUPTED_1,
                    ErrorCode.DATABASE_IS_READ_ONLY);

    /** Who connects: the owner makes tables, the writer changes rows, the reader only looks. */
    enum User {
        OWNER,
        WRITER,
        READER;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Path file() {
        return path.resolveSibling(path.getFileName() + SUFFIX);
    }

    H2File named(String suffix) {
        return new H2File(path.resolveSibling(path.getFileName() + suffix), key);
    }

    boolean exists() {
        return Files.exists(file());
    }

    /** Connects, making the file if there is none; throws {@link DatabaseProblem}. */
    Connection connect(User user) {
        if (exists() && !Files.isWritable(file())) {
            throw new DatabaseProblem(
                    Kind.READ_ONLY, "The database " + file() + " cannot be written.", null);
        }
        var properties = new Properties();
        properties.setProperty("user", user.word());
        properties.setProperty("password", key == null ? "" : hex(key) + " ");
        try {
            return new JdbcConnection(url(user), properties, null, null, false);
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    /** Only the owner may set things, and opens first; the others join what is open. */
    private String url(User user) {
        return "jdbc:h2:async:"
                + path
                + WORDS
                + (user == User.OWNER
                        ? DURABLE + PRIVATE + NO_CACHE + FRESH + LEAN
                        : ";IFEXISTS=TRUE")
                + (key == null ? "" : ";CIPHER=AES");
    }

    private static String hex(SecretKey key) {
        return HexFormat.of().formatHex(key.getEncoded());
    }

    /** Whether a failure means that H2 has closed the database, or is about to. */
    static boolean lost(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MVStoreException
                    || (cause instanceof SQLException sql && LOST.contains(sql.getErrorCode()))) {
                return true;
            }
        }
        return false;
    }

    private DatabaseProblem problem(SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                    new DatabaseProblem(
                            Kind.IN_USE,
                            "Another program has the database " + file() + " open.",
                            e);
            case ErrorCode.FILE_ENCRYPTION_ERROR_1 ->
                    new DatabaseProblem(
                            Kind.WRONG_KEY,
                            "The database " + file() + " does not open with this key.",
                            e);
            case ErrorCode.ACCESS_DENIED_TO_CLASS_1, ErrorCode.CLASS_NOT_FOUND_1 ->
                    // The file is sound: nobody is to put it aside.
                    new DatabaseProblem(
                            Kind.EDITED_MIGRATION,
                            "The program lacks a part that opens the database " + file() + ".",
                            e);
            default ->
                    new DatabaseProblem(
                            Kind.DAMAGED, "The database " + file() + " does not open.", e);
        };
    }
}
