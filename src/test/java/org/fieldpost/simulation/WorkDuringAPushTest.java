package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.MemoryDatabase.Moment;
import org.fieldpost.store.Mutation;
import org.junit.jupiter.api.Test;

/** What the hub's answer to a push brings can be worked on at once, too, and outlives a power cut. */
class WorkDuringAPushTest extends TwoLaptops {
    private static void answers(Laptop by, UUID id, String question, String answer) {
        var data = by.said(id).get("data").<ObjectNode>deepCopy();
        data.put(question, answer);
        by.writes()
                .commit(
                        new Mutation.EditSubmission(
                                by.ids.next(), by.clock.instant(), id, data, by.ids.next()));
    }

    @Test
    void a_verdict_on_what_a_push_has_merged_stays_a_verdict_on_that() {
        writes(awa, "one", null);
        settle();
        var id = awa.rows(EntityType.SUBMISSIONS).getFirst().id();
        answers(awa, id, "b", "awa's");
        sync(awa);
        answers(sam, id, "a", "sam's");
        sam.database.rememberCheckpoints();
        var worked = new ArrayList<UUID>();
        sam.database.watch(
                when -> {
                    if (when != Moment.AFTER_COMMIT) {
                        return;
                    }
                    if (!worked.isEmpty()) {
                        throw new Killed();
                    }
                    if (sam.said(id).at("/data/b").asText().equals("awa's")) {
                        worked.add(id);
                        sam.database.watch(nobody -> {});
                        reviews(id, "approved");
                        throw new Killed();
                    }
                });
        assertThrows(Killed.class, () -> sync(sam));
        sam.database.watch(sam.fuse::reach);
        sam.database.cutPower();
        sam.startAgain();
        assertEquals("approved", sam.said(id).path("status").asText());
        assertEquals(
                "awa's", sam.said(id).at("/data/b").asText(), "as it was when it was approved");
        settle();
        assertEquals("approved", atTheHub("/status"));
        assertEquals("sam's", atTheHub("/data/a"));
        assertEquals("awa's", atTheHub("/data/b"));
        nothingIsLeftToDo();
    }
}
