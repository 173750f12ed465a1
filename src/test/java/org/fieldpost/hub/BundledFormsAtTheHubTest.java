package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.form.BundledForms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledFormsAtTheHubTest {
    @TempDir Path folder = Path.of("");

    @Test
    void every_bundled_form_is_published_and_every_sample_handed_in() {
        var bundled = new BundledForms(getClass().getClassLoader());
        try (var hub = new TestHub(Dialect.H2, folder)) {
            var worker = hub.device("Water Aid", Role.FIELD_WORKER);
            int samples = 0;
            for (var code : bundled.codes()) {
                var form =
                        hub.server
                                .administration()
                                .publishForm(
                                        hub.organization("Water Aid"), bundled.form(code).source());
                var commands =
                        bundled.samples(code).values().stream()
                                .map(
                                        data ->
                                                worker.create(
                                                        EntityType.SUBMISSIONS,
                                                        hub.ids.next(),
                                                        worker.submission(form, data)))
                                .toArray(PushCommand[]::new);
                worker.push(commands).forEach(result -> assertEquals(Outcome.OK, result.outcome()));
                samples += commands.length;
            }
            var pulled = worker.pull(7);
            assertTrue(samples > 0);
            assertEquals(
                    samples,
                    pulled.stream().filter(c -> c.entityType() == EntityType.SUBMISSIONS).count());
            assertEquals(
                    bundled.codes().size(),
                    pulled.stream()
                            .filter(c -> c.entityType() == EntityType.MOBILE_FORMS)
                            .map(PullChange::entityId)
                            .distinct()
                            .count());
        }
    }
}
