package org.fieldpost.ui.capture;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Background;
import org.fieldpost.store.Profile;
import org.fieldpost.store.SubmissionDetail;
import org.fieldpost.store.SubmissionFilter;
import org.fieldpost.store.SubmissionLine;
import org.fieldpost.store.SubmissionList;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.ui.capture.question.ReferenceDesk;

/** Submissions on this laptop, found for questions that refer to one. */
final class StoredReferences implements ReferenceDesk {
    private final Profile profile;
    private final SubmissionList list;
    private final Background background;

    StoredReferences(Profile profile, SubmissionList list, Background background) {
        this.profile = profile;
        this.list = list;
        this.background = background;
    }

    @Override
    public void search(String form, String typed, int limit, Consumer<List<Found>> done) {
        var filter =
                new SubmissionFilter(
                        typed,
                        form,
                        Set.of(),
                        Set.of(),
                        null,
                        null,
                        SubmissionFilter.Sort.CREATED,
                        true);
        background.run(
                () -> profile.database().read(tx -> found(tx, filter, limit)),
                done,
                _ -> done.accept(List.of()));
    }

    private List<Found> found(ReadTx tx, SubmissionFilter filter, int limit) {
        return list.page(tx, filter, null, limit).lines().stream()
                .map(StoredReferences::found)
                .toList();
    }

    private static Found found(SubmissionLine line) {
        String id = line.id().toString();
        return new Found(id, line.summary().isEmpty() ? id : line.summary());
    }

    @Override
    public void describe(String id, Consumer<Optional<Found>> done) {
        background.run(
                () -> profile.database().read(tx -> describe(tx, id)),
                done,
                _ -> done.accept(Optional.empty()));
    }

    private Optional<Found> describe(ReadTx tx, String id) {
        return SubmissionDetail.find(tx, profile.tables(), SubmissionId.of(id))
                .map(
                        detail -> {
                            String summary =
                                    detail.row()
                                            .payload()
                                            .path("metadata")
                                            .path("summary")
                                            .asText("");
                            String now = detail.id().toString();
                            return new Found(now, summary.isEmpty() ? now : summary);
                        });
    }
}
