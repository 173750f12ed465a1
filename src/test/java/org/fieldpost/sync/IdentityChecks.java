package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;

/** What holds of ids on every laptop after every step, and in the end. */
final class IdentityChecks {
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** The maps keep what a temporary id has become: their purpose. Of commands, those that are done are history. */
    private static final Set<String> KEEPERS =
            Set.of("id_mappings", "id_mappings_archive", "outbox_events", "outbox_payloads");

    private static final Set<EntityType> SEEN_BY_ALL =
            EnumSet.of(
                    EntityType.MOBILE_FORMS, EntityType.SUBMISSIONS, EntityType.SUBMISSION_MEDIA);

    /** Something a laptop made, by the id it had there first. */
    private record Made(IdentityLaptop by, EntityType type, UUID id) {}

    private final List<Made> made = new ArrayList<>();
    private final Map<UUID, UUID> photos = new HashMap<>();
    private final Set<UUID> deleted = new HashSet<>();
    private final Set<UUID> pulled = new HashSet<>();
    private final Map<IdentityLaptop, Map<UUID, UUID>> seen = new HashMap<>();

    void made(IdentityLaptop by, EntityType type, UUID id) {
        if (by.row(type, id).isPresent()) {
            made.add(new Made(by, type, id));
        }
    }

    void photo(IdentityLaptop by, UUID id, UUID of) {
        photos.put(id, of);
        made(by, EntityType.SUBMISSION_MEDIA, id);
    }

    void deleted(IdentityLaptop by, UUID id) {
        deleted.add(id);
    }

    /** Whether a row stood here under its permanent id while its create still waited for the answer. */
    boolean pulledBefore(UUID permanent) {
        return pulled.contains(permanent);
    }

    void after(IdentityLaptop laptop) {
        var replaced = laptop.replaced();
        assertEquals(
                replaced.size(),
                new HashSet<>(replaced.values()).size(),
                laptop + ": two temporary ids became one");
        // Reading every table is what costs: once for each new permanent id.
        if (!replaced.equals(seen.put(laptop, replaced))) {
            nothingLeft(laptop, replaced.keySet());
        }
        for (var row : laptop.rows(EntityType.SUBMISSIONS)) {
            selfRefersToItself(laptop, row);
            if (row.rowVersion() != null && !replaced.containsValue(row.id())) {
                pulled.add(row.id());
            }
        }
    }

    private static void nothingLeft(IdentityLaptop laptop, Set<UUID> replaced) {
        if (replaced.isEmpty()) {
            return;
        }
        laptop.database.eachValue(
                (table, value) -> {
                    if (!KEEPERS.contains(table)) {
                        holdsNone(laptop, table, value.toString(), replaced);
                    }
                });
        for (var command : open(laptop)) {
            holdsNone(laptop, "outbox_events", command.toString(), replaced);
        }
    }

    private static void holdsNone(
            IdentityLaptop laptop, String table, String text, Set<UUID> replaced) {
        var found = ID.matcher(text);
        while (found.find()) {
            assertTrue(
                    !replaced.contains(UUID.fromString(found.group())),
                    () ->
                            "%s: the temporary id %s is left in %s: %s"
                                    .formatted(laptop, found.group(), table, text));
        }
    }

    private static List<OutboxCommand> open(IdentityLaptop laptop) {
        var open = EnumSet.complementOf(EnumSet.of(OutboxStatus.COMPLETED));
        return laptop.read(tx -> laptop.tables().outbox().list(tx, open, 0, 1_000));
    }

    /** By its temporary id as long as it has one, by its permanent one from then on. */
    private static void selfRefersToItself(IdentityLaptop laptop, EntityRow row) {
        var self = row.payload().at("/data/about/self").asText("");
        assertTrue(
                self.isEmpty() || self.equals(row.id().toString()),
                () -> "%s: %s calls itself %s".formatted(laptop, row.id(), self));
    }

    /** What still waits; empty when nothing does. */
    String busy(IdentityLaptop laptop) {
        var text = new StringBuilder();
        open(laptop).forEach(command -> text.append(command).append('\n'));
        laptop.read(tx -> laptop.tables().conflicts().pending(tx, 100))
                .forEach(conflict -> text.append(conflict).append('\n'));
        return text.toString();
    }

    /** All that was made is at both laptops, the same, and nothing anywhere names a temporary id. */
    void atRest(List<IdentityLaptop> laptops) {
        var temporary = new HashMap<UUID, UUID>();
        laptops.forEach(laptop -> temporary.putAll(laptop.replaced()));
        laptops.forEach(laptop -> nothingLeft(laptop, temporary.keySet()));
        var awa = laptops.getFirst();
        var sam = laptops.getLast();
        for (var type : SEEN_BY_ALL) {
            for (var row : awa.rows(type)) {
                var there = sam.row(type, row.id());
                assertTrue(there.isPresent(), () -> "only on " + awa + ": " + row);
                assertEquals(there.get().payload(), row.payload());
            }
        }
        for (var thing : made) {
            var now = temporary.getOrDefault(thing.id(), thing.id());
            if (!isDeleted(thing, now, temporary)) {
                var row = sam.row(thing.type(), now);
                boolean telemetry = thing.type() == EntityType.TELEMETRY;
                assertTrue(row.isPresent() || telemetry, () -> "nowhere: " + thing);
                assertTrue(
                        thing.by().row(thing.type(), thing.id()).isPresent(),
                        () -> "not under its old id: " + thing);
            }
        }
        for (var row : sam.rows(EntityType.SUBMISSIONS)) {
            leadsSomewhere(row.payload().path("data"), sam, temporary);
        }
    }

    private boolean isDeleted(Made thing, UUID now, Map<UUID, UUID> temporary) {
        var of = photos.get(thing.id());
        return deleted.contains(thing.id())
                || deleted.contains(now)
                || (of != null
                        && (deleted.contains(of)
                                || deleted.contains(temporary.getOrDefault(of, of))));
    }

    /** A reference leads to a row, or to one that somebody deleted. */
    private void leadsSomewhere(JsonNode node, IdentityLaptop at, Map<UUID, UUID> temporary) {
        if (node.isTextual() && ID.matcher(node.asText()).matches()) {
            var id = UUID.fromString(node.asText());
            assertTrue(
                    at.row(EntityType.SUBMISSIONS, id).isPresent()
                            || deleted.contains(id)
                            || deleted.stream().anyMatch(d -> id.equals(temporary.get(d))),
                    () -> "a reference leads nowhere: " + id);
        }
        node.forEach(child -> leadsSomewhere(child, at, temporary));
    }
}
