package org.fieldpost.sync;

import org.fieldpost.db.Database;
import org.fieldpost.store.ChangeEvents;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.LocalWrites;

/**
 * This profile, as the engines need it.
 *
 * @param enrolment who the profile is to the hub
 * @param maintain forces the database to the disk and shortens the journal
 */
record LocalStore(
        Database database,
        DeviceTables tables,
        LocalWrites writes,
        ChangeEvents events,
        Enrolment enrolment,
        Runnable maintain) {}
