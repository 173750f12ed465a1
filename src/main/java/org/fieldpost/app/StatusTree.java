package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.store.IdMapping;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.Profile;

/** What {@code fieldpost status} says, read in one transaction. */
final class StatusTree {
    private static final int LETTERS_MAX = 100;
    private final Profile profile;

    StatusTree(Profile profile) {
        this.profile = profile;
    }

    /**
     * All of it.
     *
     * @param runs how many past runs of sync are told in full, newest first
     */
    ObjectNode read(int runs) {
        return profile.database().read(tx -> read(tx, runs));
    }

    private ObjectNode read(ReadTx tx, int runs) {
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
            if (letter.entityType() == EntityType.TELEMETRY) {
                continue;
            }
            letters.addObject()
                    .put("command", letter.id().toString())
                    .put("entity", letter.entityType().word())
                    .put("id", letter.aggregateId().toString())
                    .put("reason", error == null ? "" : error.code() + " " + error.message());
        }
        tree.put("conflicts", counts.of(OutboxStatus.CONFLICT));
        quarantined(tx, tree.putArray("quarantined"));
        unresolved(tx, tree.putArray("unresolvedIds"));
        notReady(tx, tree.putArray("formsNotReady"));
        clock(tx, tree);
        if (runs > 0) {
            var past = tree.putArray("runs");
            profile.tables().syncRuns().newest(tx, runs).forEach(run -> past.add(run.report()));
        }
        profile.tables().syncRuns().newest(tx, 1).stream()
                .findFirst()
                .ifPresent(run -> tree.set("lastSync", run.report()));
        return tree;
    }

    private void quarantined(ReadTx tx, ArrayNode list) {
        for (var entry : profile.tables().quarantine().quarantined(tx, LETTERS_MAX)) {
            list.addObject()
                    .put("entity", entry.change().entityType().word())
                    .put("id", entry.change().entityId().toString())
                    .put("reason", entry.error().code() + " " + entry.error().message());
        }
    }

    /** Temporary ids the hub did not replace after many tries. */
    private void unresolved(ReadTx tx, ArrayNode list) {
        var map = profile.tables().idMap();
        profile.tables()
                .settings()
                .enrolment(tx)
                .map(e -> map.listByStatus(tx, e.user(), IdMapping.Status.FAILED, LETTERS_MAX))
                .orElse(List.of())
                .forEach(
                        mapping ->
                                list.addObject()
                                        .put("entity", mapping.entityType().word())
                                        .put("id", mapping.clientId().toString())
                                        .put("tries", mapping.retryCount())
                                        .put("reason", mapping.lastError()));
    }

    private void notReady(ReadTx tx, ArrayNode list) {
        for (var entry : profile.tables().forms().catalogue(tx)) {
            if (!entry.ready()) {
                var missing = list.addObject().put("form", entry.form().code());
                var lists = missing.putArray("choiceLists");
                for (var wanted : profile.tables().forms().lists().missing(tx, entry.id())) {
                    lists.addObject().put("name", wanted.list()).put("reason", wanted.lastError());
                }
            }
        }
    }

    private void clock(ReadTx tx, ObjectNode tree) {
        profile.tables()
                .syncState()
                .clock(tx)
                .ifPresent(
                        clock ->
                                tree.putObject("clock")
                                        .put("skewMillis", clock.skew().toMillis())
                                        .put("uncertaintyMillis", clock.uncertainty().toMillis())
                                        .put("measuredAt", clock.measuredAt().toString())
                                        .put("wrong", clock.isWrong()));
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
