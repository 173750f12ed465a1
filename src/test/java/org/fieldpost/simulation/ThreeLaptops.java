package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.db.MemoryDatabase.Snapshot;
import org.fieldpost.simulation.TappedLine.Fate;
import org.fieldpost.store.EntityRow;
import org.junit.jupiter.api.BeforeEach;

/** A second laptop of the supervisor's beside the two, and a record that all three know. */
abstract class ThreeLaptops extends TwoLaptops {
    UUID well = new UUID(0, 0);
    Laptop second;

    @BeforeEach
    void known() {
        well = writes(awa, "well", null);
        second = world.laptop("second", Role.SUPERVISOR, sam.enrolment.user());
        settle();
        well = now(awa, well);
    }

    /** Another world, as at the beginning of a test. */
    void again() {
        end();
        begin();
        known();
    }

    /** More records of awa's that all know. */
    List<UUID> allKnow(String... answers) {
        var ids = Stream.of(answers).map(answer -> writes(awa, answer, null)).toList();
        settle();
        return ids.stream().map(id -> now(awa, id)).toList();
    }

    void syncs(Laptop laptop) {
        sync(laptop);
        sync(laptop);
    }

    Snapshot backup() {
        return world.hubDatabase().snapshot();
    }

    void putBack(Snapshot backup, boolean told) {
        if (told) {
            world.restore(backup);
        } else {
            world.restoreUntold(backup);
        }
    }

    /** What the hub's records say. */
    List<String> said() {
        return HubRows.of(world).alive(EntityType.SUBMISSIONS).stream()
                .map(row -> row.payload().at("/data/a").asText())
                .sorted()
                .toList();
    }

    boolean isAlive(UUID id) {
        return isThere(EntityType.SUBMISSIONS, id);
    }

    boolean isPhotoAlive(UUID id) {
        return isThere(EntityType.SUBMISSION_MEDIA, id);
    }

    private boolean isThere(EntityType type, UUID id) {
        return HubRows.of(world).alive(type).stream().anyMatch(row -> row.id().equals(id));
    }

    static List<EntityRow> pending(Laptop laptop) {
        return laptop.read(tx -> laptop.tables.conflicts().pending(tx, 20));
    }

    private Stream<ObjectNode> pendingAtHub() {
        return HubRows.of(world).alive(EntityType.CONFLICTS).stream()
                .map(row -> row.payload())
                .filter(conflict -> conflict.path("resolution").asText().equals("pending"));
    }

    /** How many questions the hub has for people. */
    int asked() {
        return (int) pendingAtHub().count();
    }

    boolean isAnybodyAsked() {
        return asked() > 0 || world.laptops.stream().anyMatch(l -> !pending(l).isEmpty());
    }

    /** What became of the well's deletion, which was acknowledged. */
    boolean isGoneOrAskedAbout() {
        return !isAlive(well) || isAnybodyAsked();
    }

    boolean isAskedAbout(UUID id) {
        var here = world.laptops.stream().flatMap(l -> pending(l).stream()).map(EntityRow::payload);
        return Stream.concat(pendingAtHub(), here)
                .anyMatch(c -> c.path("resource_id").asText().equals(id.toString()));
    }

    /** What people are asked. */
    String questions() {
        var questions = new StringBuilder();
        for (var laptop : world.laptops) {
            for (var row : pending(laptop)) {
                var c = row.payload();
                questions
                        .append(laptop.name)
                        .append(": base ")
                        .append(c.path("base_payload"))
                        .append(" hub's ")
                        .append(c.path("server_payload"))
                        .append(" v")
                        .append(c.path("server_version"))
                        .append(" ours ")
                        .append(c.path("client_payload"))
                        .append('\n');
            }
        }
        return questions.toString();
    }

    /** Calls {@code before} with the name and the number of each call. */
    static void spied(Laptop laptop, ObjIntConsumer<String> before) {
        TappedLine.tap(
                laptop,
                (call, nth) -> {
                    before.accept(call, nth);
                    return Fate.ANSWERED;
                });
    }

    /** No answer to the calls that are {@code cut} comes back; the hub has taken them in if {@code taken}. */
    static void cut(Laptop laptop, boolean taken, Predicate<String> cut) {
        var lost = taken ? Fate.ANSWER_LOST : Fate.NEVER_SENT;
        TappedLine.tap(laptop, (call, nth) -> cut.test(call) ? lost : Fate.ANSWERED);
    }

    /** Its run breaks off after the push was acknowledged, before the pull. */
    void pushesOnly(Laptop laptop) {
        var pushed = new ArrayList<String>();
        var done = new ArrayList<String>();
        cut(
                laptop,
                false,
                call -> {
                    if (call.equals("push")) {
                        pushed.add(call);
                    }
                    boolean lost = call.equals("changes") && !pushed.isEmpty() && done.isEmpty();
                    if (lost) {
                        done.add(call);
                    }
                    return lost;
                });
        sync(laptop);
        assertEquals(1, done.size(), "the pull was cut");
    }
}
