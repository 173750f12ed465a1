package org.fieldpost.hub;

import java.time.Duration;
import java.time.Instant;
import org.fieldpost.contract.EntityType;
import org.fieldpost.hub.store.Author;
import org.fieldpost.hub.store.DeviceFacts;
import org.fieldpost.hub.store.EntityTable;
import org.fieldpost.hub.store.OrgWrite;

/** Notes when a device was last here, coarsely: supervisors see who stays away, and the feed does not fill with it. */
final class Presence {
    private static final Duration COARSENESS = Duration.ofMinutes(15);

    private Presence() {}

    /** Whether it is time to note the caller's device again. */
    static boolean isDue(Caller caller, Instant now) {
        return caller.lastSeen() == null || caller.lastSeen().plus(COARSENESS).isBefore(now);
    }

    private static double trust(OrgWrite write, Caller caller) {
        var since = write.now().minus(TrustScore.LOOKED_BACK);
        return TrustScore.of(
                DeviceFacts.of(
                        write.tx(), write.organization(), caller.device(), caller.user(), since));
    }

    /** Notes it, if it is time, and how far the device can be trusted by what was seen of it. */
    static void note(OrgWrite write, Caller caller) {
        if (!isDue(caller, write.now())) {
            return;
        }
        EntityTable.of(EntityType.MOBILE_DEVICES)
                .lock(write.tx(), write.organization(), caller.device())
                .ifPresent(
                        row -> {
                            var payload = row.payload().deepCopy();
                            payload.put("last_seen", write.now().toString());
                            payload.put("trust_score", trust(write, caller));
                            write.update(row, row.changed(row.version() + 1, payload), Author.HUB);
                        });
    }
}
