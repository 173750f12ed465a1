package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.MemoryDatabase.Moment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A row can be worked on as soon as it is here, while the rest of a long pull is yet to come. What is said of it then
 * is acknowledged, and outlives a power cut, which takes all that was not forced to the disk.
 */
class WorkDuringAPullTest extends TwoLaptops {
    private static final int MORE_THAN_A_PAGE = 10;

    private void awaHasWritten() {
        for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
            writes(awa, "awa's " + i, null);
        }
        sync(awa);
        sync(awa);
        sam.database.rememberCheckpoints();
    }

    /** Sam works on the first row that comes, and at the {@code place}th commit after it the power goes. */
    private UUID worksAndLosesPower(Consumer<UUID> work, int place) {
        var worked = new ArrayList<UUID>();
        var commits = new int[1];
        sam.database.watch(
                when -> {
                    if (when == Moment.AFTER_COMMIT && worked.isEmpty()) {
                        var here = sam.rows(EntityType.SUBMISSIONS);
                        if (!here.isEmpty()) {
                            worked.add(here.getFirst().id());
                            work.accept(worked.getFirst());
                        }
                    } else if (!worked.isEmpty() && ++commits[0] == place) {
                        throw new Killed();
                    }
                });
        assertThrows(Killed.class, () -> sync(sam));
        sam.database.watch(sam.fuse::reach);
        sam.database.cutPower();
        sam.startAgain();
        return worked.getFirst();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void an_answer_changed_in_a_row_that_came_a_moment_ago_outlives_a_power_cut(int place) {
        awaHasWritten();
        var id = worksAndLosesPower(row -> edits(sam, row, "sam's"), place);
        assertEquals("sam's", answer(sam, id));
        settle();
        assertEquals("sam's", answer(awa, id));
        nothingIsLeftToDo();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void so_does_a_verdict(int place) {
        awaHasWritten();
        var id = worksAndLosesPower(row -> reviews(row, "approved"), place);
        assertEquals("approved", sam.said(id).path("status").asText());
        settle();
        assertEquals("approved", awa.said(id).path("status").asText());
        nothingIsLeftToDo();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void so_does_a_deletion(int place) {
        awaHasWritten();
        var id = worksAndLosesPower(row -> deletes(sam, row), place);
        assertEquals(Optional.empty(), sam.row(EntityType.SUBMISSIONS, id));
        settle();
        assertEquals(Optional.empty(), awa.row(EntityType.SUBMISSIONS, id));
        assertEquals(MORE_THAN_A_PAGE - 1, awa.rows(EntityType.SUBMISSIONS).size());
        nothingIsLeftToDo();
    }
}
