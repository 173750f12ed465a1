package org.fieldpost.ui.submissions;

import java.util.Set;
import org.fieldpost.submission.DeliveryStatus;
import org.fieldpost.submission.ReviewStatus;

/** The filter chips: where a submission stands. */
@SuppressWarnings("ImmutableEnumChecker")
enum Standing {
    ALL,
    WAITING,
    NEEDS_YOU,
    AT_HUB,
    REJECTED,
    APPROVED;

    /** What reviewers made of it; empty for anything. */
    Set<ReviewStatus> reviews() {
        return switch (this) {
            case ALL, WAITING, NEEDS_YOU -> Set.of();
            case AT_HUB -> Set.of(ReviewStatus.PENDING);
            case REJECTED -> Set.of(ReviewStatus.REJECTED);
            case APPROVED -> Set.of(ReviewStatus.APPROVED);
        };
    }

    /** How far it is on its way; empty for anything. */
    Set<DeliveryStatus> deliveries() {
        return switch (this) {
            case ALL, REJECTED, APPROVED -> Set.of();
            case WAITING -> Set.of(DeliveryStatus.WAITING, DeliveryStatus.SENDING);
            case NEEDS_YOU -> Set.of(DeliveryStatus.FAILED, DeliveryStatus.CONFLICT);
            case AT_HUB -> Set.of(DeliveryStatus.AT_HUB);
        };
    }
}
