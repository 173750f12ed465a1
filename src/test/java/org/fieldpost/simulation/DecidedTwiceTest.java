package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.fieldpost.store.EntityRow;
import org.junit.jupiter.api.Test;

/** A conflict that two people decide, one of them with a row that has gone on since. Found by the simulation. */
class DecidedTwiceTest extends TwoLaptops {
    /** Seed 7981. */
    @Test
    void who_decided_too_late_on_an_older_version_shows_what_the_hub_has_in_the_end() {
        var id = writes(awa, "first", null);
        settle();
        var well = now(awa, id);
        edits(sam, well, "sam");
        edits(awa, well, "awa");
        sync(awa); // version 2
        sync(sam); // a conflict with it
        sync(awa);
        edits(awa, well, "awa again");
        sync(awa); // version 3
        decides(sam, "accept_client"); // on version 2
        decides(awa, "accept_client");
        sync(sam);
        sync(awa); // too late, and on version 2 as well
        for (int i = 0; i < 3 && !pending().isEmpty(); i++) {
            decides(sam, "accept_server");
            settle();
        }
        assertEquals("awa again", answer(sam, well));
        assertEquals("awa again", answer(awa, well));
    }

    private List<EntityRow> pending() {
        return sam.read(tx -> sam.tables.conflicts().pending(tx, 10));
    }
}
