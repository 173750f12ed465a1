package org.fieldpost.store;

import java.time.Instant;
import java.util.Set;
import org.fieldpost.submission.DeliveryStatus;
import org.fieldpost.submission.ReviewStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which submissions a list shows, and in which order.
 *
 * @param text words to find; "" for all
 * @param formCode of one form only
 * @param statuses in any of these; empty for all
 * @param deliveries in any of these; empty for all (drafts are not submissions: see {@link Drafts})
 * @param from started at or after
 * @param before started before
 */
public record SubmissionFilter(
        String text,
        @Nullable String formCode,
        Set<ReviewStatus> statuses,
        Set<DeliveryStatus> deliveries,
        @Nullable Instant from,
        @Nullable Instant before,
        Sort sort,
        boolean descending) {
    /** What a list may be sorted by. */
    public enum Sort {
        CREATED,
        CHANGED,
        SUMMARY
    }

    public SubmissionFilter {
        statuses = Set.copyOf(statuses);
        deliveries = Set.copyOf(deliveries);
    }

    /** Everything, newest first. */
    public static final SubmissionFilter ALL =
            new SubmissionFilter("", null, Set.of(), Set.of(), null, null, Sort.CREATED, true);

    /** This filter for other words. */
    public SubmissionFilter withText(String words) {
        return new SubmissionFilter(
                words, formCode, statuses, deliveries, from, before, sort, descending);
    }
}
