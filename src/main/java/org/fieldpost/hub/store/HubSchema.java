package org.fieldpost.hub.store;

/** Where the hub's tables are made. */
public final class HubSchema {
    /** Class-path folder of the hub's migrations. */
    public static final String MIGRATIONS = "org/fieldpost/hub/store/migrations";

    private HubSchema() {}
}
