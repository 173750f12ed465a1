package org.fieldpost.app;

import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.form.BundledForms;
import org.fieldpost.form.FormDocument;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Profile;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

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
            var id = FormIds.of(code, form.version());
            var forms = profile.tables().forms();
            profile.database()
                    .run(
                            tx -> {
                                if (forms.find(tx, id).isEmpty()) {
                                    forms.insert(tx, row(id, form, clock));
                                }
                                forms.lists().comesWithProgram(tx, id);
                            });
        }
    }

    private static EntityRow row(UUID id, FormDocument form, InstantSource clock) {
        var now = clock.instant();
        var source = form.source();
        var payload =
                Json.object()
                        .put("code", form.code())
                        .put("version", form.version())
                        .put("sha256", form.sha256().hex())
                        .put("published", true)
                        .put("draft", false)
                        .put("created_at", now.toString())
                        .put("updated_at", now.toString());
        payload.set("name", source.path("name"));
        payload.set("schema", source);
        return EntityRow.fromHub(EntityType.MOBILE_FORMS, id, 1, payload, now);
    }
}
