package org.fieldpost.ui.submissions;

import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.fieldpost.store.SubmissionFilter;
import org.fieldpost.store.SubmissionLine;

/** A click on a column sorts in the database, never the rows at hand: they are only a page of all. */
final class SortPolicy {
    private final SubmissionsViewModel model;
    private final TableColumn<SubmissionLine, SubmissionLine> summary;
    private final TableColumn<SubmissionLine, SubmissionLine> when;

    SortPolicy(
            SubmissionsViewModel model,
            TableColumn<SubmissionLine, SubmissionLine> summary,
            TableColumn<SubmissionLine, SubmissionLine> when) {
        this.model = model;
        this.summary = summary;
        this.when = when;
    }

    void install(TableView<SubmissionLine> table) {
        when.setSortType(TableColumn.SortType.DESCENDING);
        table.getSortOrder().add(when);
        table.setSortPolicy(
                sorted -> {
                    TableColumn<SubmissionLine, ?> by =
                            sorted.getSortOrder().isEmpty()
                                    ? when
                                    : sorted.getSortOrder().getFirst();
                    var sort =
                            by.equals(summary)
                                    ? SubmissionFilter.Sort.SUMMARY
                                    : SubmissionFilter.Sort.CREATED;
                    boolean descending =
                            sorted.getSortOrder().isEmpty()
                                    || by.getSortType() == TableColumn.SortType.DESCENDING;
                    model.sort(sort, descending);
                    return true;
                });
    }
}
