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
        bundled.versions().forEach((code, version) -> ids.add(FormIds.of(code, version)));
        return ids;
    }

    /** Adds what the catalogue lacks; a version that is there is never touched, nor its document read again. */
    void install(Profile profile, InstantSource clock) {
        var forms = profile.tables().forms();
        profile.database()
                .run(
                        tx ->
                                bundled.versions()
                                        .forEach(
                                                (code, version) -> {
                                                    if (!forms.comesWithProgram(
                                                            tx, code, version)) {
                                                        forms.install(
                                                                tx,
                                                                bundled.form(code),
                                                                clock.instant());
                                                    }
                                                }));
    }
}
