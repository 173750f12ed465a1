package org.fieldpost.db;

/**
 * Where a PostgreSQL database is and what is to be in it.
 *
 * @param url {@code jdbc:postgresql://...}
 * @param user whose schema it is
 * @param password theirs; not shown
 * @param migrations class-path folder of the migration scripts
 * @param connectionsMax for writes, and as many again for reads
 */
public record PostgresSettings(
        String url, String user, String password, String migrations, int connectionsMax) {
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
