package org.fieldpost.db;

/** Which database is underneath, for the few statements that differ. */
public enum Dialect {
    H2,
    POSTGRESQL
}
