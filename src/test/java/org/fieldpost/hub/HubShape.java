package org.fieldpost.hub;

/** The shapes a hub comes in; a device must not be able to tell them apart. */
public enum HubShape {
    /** One process with an embedded database. */
    H2,
    /** One process on PostgreSQL. */
    POSTGRESQL,
    /** Two hubs on one PostgreSQL and one media folder, every request at the other one. */
    TWO_ON_POSTGRESQL
}
