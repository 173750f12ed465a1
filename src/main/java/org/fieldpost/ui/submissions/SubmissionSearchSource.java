package org.fieldpost.ui.submissions;

import java.util.List;
import java.util.Locale;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.store.Profile;
import org.fieldpost.store.SubmissionFilter;
import org.fieldpost.store.SubmissionLine;
import org.fieldpost.store.SubmissionList;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.shell.SearchSource;
import org.kordamp.ikonli.feather.Feather;

/** Submissions for the search over everything (Ctrl+K). */
public final class SubmissionSearchSource implements SearchSource {
    private final Profile profile;
    private final SubmissionList list = new SubmissionList(new DeliveryLedger());

    public SubmissionSearchSource(Profile profile) {
        this.profile = profile;
    }

    @Override
    public String heading(Locale locale) {
        return Words.of(SubmissionSearchSource.class, locale).say("screen.submissions");
    }

    @Override
    public List<Hit> find(String query, int limit) {
        return profile
                .database()
                .read(tx -> list.page(tx, SubmissionFilter.ALL.withText(query), null, limit))
                .lines()
                .stream()
                .map(SubmissionSearchSource::hit)
                .toList();
    }

    private static Hit hit(SubmissionLine line) {
        String title = line.summary().isEmpty() ? line.formCode() : line.summary();
        String who = line.createdBy() == null ? "" : " · " + line.createdBy();
        return new Hit(
                Feather.FILE_TEXT,
                title,
                line.formCode().replace('_', ' ') + who,
                SubmissionsScreen.ID,
                line.id());
    }
}
