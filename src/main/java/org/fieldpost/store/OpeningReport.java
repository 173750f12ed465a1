package org.fieldpost.store;

import java.nio.file.Path;
import java.util.List;
import org.fieldpost.journal.Damage;
import org.jspecify.annotations.Nullable;

/**
 * What opening a profile found and did.
 *
 * @param aside where a database that did not open is kept now; null when it opened
 * @param recovered records of the journal the database lacked and was given
 * @param refused records that could not be applied; kept in the settings
 * @param damage parts of the journal that cannot be read; kept aside
 * @param journalShorter the database knew of more records than the journal has
 */
public record OpeningReport(
        @Nullable Path aside,
        int recovered,
        int refused,
        List<Damage> damage,
        boolean journalShorter) {
    public OpeningReport {
        damage = List.copyOf(damage);
    }
}
