package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.Profile;

/** What {@code fieldpost status} says, read in one transaction. */
final class StatusTree {
    private static final int LETTERS_MAX = 100;
    private final Profile profile;

    StatusTree(Profile profile) {
        this.profile = profile;
    }

    ObjectNode read() {
        return profile.database().read(this::read);
    }

    private ObjectNode read(ReadTx tx) {
        var light = new DeliveryLedger().light(tx);
        var tree = Json.object();
        boolean enrolled = profile.tables().settings().enrolment(tx).isPresent();
        tree.put("enrolled", enrolled);
        tree.put("safeToLeave", light.safe() && light.drafts() == 0);
        tree.put("summary", summary(light));
        tree.set("delivery", Json.tree(light));
        var counts = profile.tables().outbox().counts(tx);
        var outbox = tree.putObject("outbox");
        for (var status : OutboxStatus.values()) {
            outbox.put(status.name().toLowerCase(Locale.ROOT), counts.of(status));
        }
        var letters = tree.putArray("deadLetters");
        for (var letter :
                profile.tables()
                        .outbox()
                        .list(tx, Set.of(OutboxStatus.DEAD_LETTER), 0, LETTERS_MAX)) {
            var error = letter.lastError();
            letters.addObject()
                    .put("command", letter.id().toString())
                    .put("entity", letter.entityType().word())
                    .put("id", letter.aggregateId().toString())
                    .put("reason", error == null ? "" : error.code() + " " + error.message());
        }
        tree.put("conflicts", counts.of(OutboxStatus.CONFLICT));
        profile.tables().syncRuns().newest(tx, 1).stream()
                .findFirst()
                .ifPresent(run -> tree.set("lastSync", run.report()));
        return tree;
    }

    private static String summary(DeliveryLedger.Light light) {
        return "%d of %d submissions and %d of %d photos wait; %d drafts; %d need you."
                .formatted(
                        light.submissionsWaiting(),
                        light.submissions(),
                        light.photosWaiting(),
                        light.photos(),
                        light.drafts(),
                        light.needsPerson());
    }
}
