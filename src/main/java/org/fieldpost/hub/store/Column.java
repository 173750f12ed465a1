package org.fieldpost.hub.store;

import java.util.Set;

/**
 * A column that travels: what may stand in it.
 *
 * @param name its name in payloads
 * @param sql its name in the database
 * @param kind what it holds
 * @param required whether a row may be without it
 * @param charsMax length of its text at most; 0 for kinds of a fixed size
 * @param words the only words allowed, or empty
 */
public record Column(
        String name, String sql, Kind kind, boolean required, int charsMax, Set<String> words) {
    private static final int JSON_CHARS_MAX = 1_000_000;
    private static final int HASH_CHARS = 64;

    /** What a column holds. */
    public enum Kind {
        ID,
        TEXT,
        HASH,
        INSTANT,
        INTEGER,
        DECIMAL,
        FLAG,
        OBJECT,
        ARRAY
    }

    static Column id(String name) {
        return of(name, Kind.ID, 0);
    }

    static Column text(String name, int charsMax) {
        return of(name, Kind.TEXT, charsMax);
    }

    static Column word(String name, String... words) {
        return new Column(name, name, Kind.TEXT, true, 0, Set.of(words));
    }

    static Column hash(String name) {
        return of(name, Kind.HASH, HASH_CHARS);
    }

    static Column instant(String name) {
        return of(name, Kind.INSTANT, 0);
    }

    static Column integer(String name) {
        return of(name, Kind.INTEGER, 0);
    }

    static Column decimal(String name) {
        return of(name, Kind.DECIMAL, 0);
    }

    static Column flag(String name) {
        return of(name, Kind.FLAG, 0);
    }

    static Column object(String name) {
        return of(name, Kind.OBJECT, JSON_CHARS_MAX);
    }

    static Column array(String name) {
        return of(name, Kind.ARRAY, JSON_CHARS_MAX);
    }

    private static Column of(String name, Kind kind, int charsMax) {
        return new Column(name, name, kind, true, charsMax, Set.of());
    }

    Column optional() {
        return new Column(name, sql, kind, false, charsMax, words);
    }

    /** For names that a database keeps for itself, or that another column has. */
    Column in(String column) {
        return new Column(name, column, kind, required, charsMax, words);
    }
}
