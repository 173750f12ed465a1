package org.fieldpost.ui.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Consumer;
import org.fieldpost.capture.DraftSession;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Background;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.store.Profile;
import org.fieldpost.store.SubmissionFilter;
import org.fieldpost.store.SubmissionList;
import org.jspecify.annotations.Nullable;

/** The answers of the submission of the same form made last on this laptop: what F7 repeats. */
final class PreviousAnswers {
    private PreviousAnswers() {}

    static void load(
            Profile profile,
            DraftSession draft,
            Background background,
            Consumer<@Nullable JsonNode> done) {
        String form = draft.form().form().code();
        background.run(
                () -> profile.database().read(tx -> latest(tx, profile, form)).orElse(null),
                done,
                _ -> {});
    }

    private static java.util.Optional<JsonNode> latest(ReadTx tx, Profile profile, String form) {
        var filter =
                new SubmissionFilter(
                        "",
                        form,
                        Set.of(),
                        Set.of(),
                        null,
                        null,
                        SubmissionFilter.Sort.CREATED,
                        true);
        return new SubmissionList(new DeliveryLedger())
                .page(tx, filter, null, 1).lines().stream()
                        .findFirst()
                        .flatMap(line -> profile.tables().submissions().find(tx, line.id().value()))
                        .map(row -> row.payload().path("data"));
    }
}
