package org.fieldpost.simulation;

import java.util.HashSet;
import java.util.Set;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.MemoryDatabase;

/** Remembers the furthest cursor given out: what is new since must have a later stamp. */
final class FeedWatch {
    private final MemoryDatabase hub;
    private final Set<String> known = new HashSet<>();
    private long furthest;
    private long looked = -1;

    FeedWatch(MemoryDatabase hub) {
        this.hub = hub;
    }

    /** The hub gave out a cursor just now. */
    void given(CompositeCursor cursor) {
        look();
        for (var type : EntityType.values()) {
            furthest = Math.max(furthest, cursor.of(type).lastCreatedAt());
        }
    }

    /** What is new since the last look is beyond the furthest cursor. */
    void look() {
        long now = hub.changes();
        if (now == looked) {
            return; // all of it is known
        }
        looked = now;
        for (var change : changes()) {
            if (known.add(change)) {
                long stamp = Long.parseLong(change.substring(0, change.indexOf(' ')));
                Violation.unless(
                        stamp > furthest,
                        Invariant.CHANGE_ORDER_IS_COMMIT_ORDER,
                        "%s appeared though cursors up to %d were given out",
                        change,
                        furthest);
            }
        }
    }

    /** A new epoch. */
    void forget() {
        known.clear();
        furthest = 0;
        looked = -1;
    }

    private java.util.List<String> changes() {
        return hub.read(
                tx ->
                        tx.handle()
                                .createQuery(
                                        """
                                        SELECT changed_at || ' ' || id || ' v' || version FROM mobile_devices
                                        UNION ALL SELECT changed_at || ' ' || id || ' v' || version FROM mobile_forms
                                        UNION ALL SELECT changed_at || ' ' || id || ' v' || version FROM submissions
                                        UNION ALL SELECT changed_at || ' ' || id || ' v' || version
                                            FROM submission_media
                                        UNION ALL SELECT changed_at || ' ' || id || ' v' || version FROM conflicts
                                        UNION ALL SELECT changed_at || ' ' || id || ' v' || version FROM telemetry
                                        """)
                                .mapTo(String.class)
                                .list());
    }
}
