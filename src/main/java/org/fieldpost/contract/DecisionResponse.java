package org.fieldpost.contract;

import java.util.List;

/**
 * A conflict is decided.
 *
 * @param changes the conflict and the row it is about as they are now, like changes of the feed, which has them too
 */
public record DecisionResponse(List<PullChange> changes) {
    public DecisionResponse {
        changes = List.copyOf(changes);
    }
}
