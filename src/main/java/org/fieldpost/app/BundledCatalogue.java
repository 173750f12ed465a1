package org.fieldpost.app;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.FormIds;
import org.fieldpost.form.BundledForms;
import org.fieldpost.store.Profile;

/**
 * The forms that come with the program, in a profile's catalogue. Nobody's work is in them, so they are not
 * journalled.
 */
final class BundledCatalogue {
    private final BundledForms bundled = new BundledForms(BundledCatalogue.class.getClassLoader());

    BundledForms forms() {
        return bundled;
    }

    /** The ids sync leaves alone (the seed's public catalog skip). */
    Set<UUID> ids() {
        var ids = new HashSet<UUID>();
        for (var code : bundled.codes()) {
            ids.add(FormIds.of(code, bundled.form(code).version()));
        }
        return ids;
    }

    /** Adds what the catalogue lacks; a version that is there is never touched. */
    void install(Profile profile, InstantSource clock) {
        for (var code : bundled.codes()) {
            var form = bundled.form(code);
            profile.database()
                    .run(tx -> profile.tables().forms().install(tx, form, clock.instant()));
        }
    }
}
