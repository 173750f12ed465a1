package org.fieldpost.sync;

import java.util.List;

/**
 * What a catalog sync came to.
 *
 * @param loaded choice lists that are here since
 * @param failed lists that could not be had; tried again later
 * @param remaining lists still wanted
 * @param errors why, in words
 */
record CatalogReport(int loaded, int failed, int remaining, List<SyncError> errors) {
    static final CatalogReport NONE = new CatalogReport(0, 0, 0, List.of());

    CatalogReport {
        errors = List.copyOf(errors);
    }
}
