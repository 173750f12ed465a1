package org.fieldpost.ui.submissions;

import java.util.Set;
import org.fieldpost.submission.DeliveryStatus;
import org.fieldpost.submission.ReviewStatus;

/** The filter chips: where a submission stands. */
@SuppressWarnings("ImmutableEnumChecker")
enum Standing {
    ALL(Set.of(), Set.of()),
    WAITING(Set.of(), Set.of(DeliveryStatus.WAITING, DeliveryStatus.SENDING)),
    NEEDS_YOU(Set.of(), Set.of(DeliveryStatus.FAILED, DeliveryStatus.CONFLICT)),
    AT_HUB(Set.of(ReviewStatus.PENDING), Set.of(DeliveryStatus.AT_HUB)),
    REJECTED(Set.of(ReviewStatus.REJECTED), Set.of()),
    APPROVED(Set.of(ReviewStatus.APPROVED), Set.of());

    private final Set<ReviewStatus> reviews;
    private final Set<DeliveryStatus> deliveries;

    Standing(Set<ReviewStatus> reviews, Set<DeliveryStatus> deliveries) {
        this.reviews = reviews;
        this.deliveries = deliveries;
    }

    Set<ReviewStatus> reviews() {
        return reviews;
    }

    Set<DeliveryStatus> deliveries() {
        return deliveries;
    }
}
