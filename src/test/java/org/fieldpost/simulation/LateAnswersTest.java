package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.junit.jupiter.api.Test;

/** Answers to sendings whose lease is over. Found by the simulation, seed 119. */
class LateAnswersTest extends TwoLaptops {
    @Test
    void a_refusal_that_comes_when_the_same_is_on_its_way_again_counts_for_nothing() {
        writes(awa, "well", null);
        var first = sentAndCut(-1);
        world.pass(Duration.ofHours(1)); // its lease is over
        sentAndCut(first.fencingToken());
        var refused = new ErrorBody("FP-2605", "What parent_id refers to is not here.", true);
        var result =
                new CommandResult(
                        first.id(), CommandResult.Outcome.ERROR, null, null, null, null, refused);
        var before = awa.database.snapshot();
        awa.late(List.of(first), new PushResponse("late", "epoch", List.of(result)));
        assertTrue(awa.database.isAs(before, Set.of()));
        settle();
        nothingIsLeftToDo();
    }

    /** The record is with the hub, or on its way to it, when the laptop is cut off; under another lease than before. */
    private OutboxCommand sentAndCut(long before) {
        for (int place = 1; ; place++) {
            awa.fuse.light(place);
            try {
                sync(awa);
                throw new AssertionError("the answer was taken");
            } catch (Killed e) {
                awa.startAgain();
            }
            for (var command : awa.commands(EnumSet.of(OutboxStatus.IN_FLIGHT))) {
                if (command.fencingToken() > before) {
                    awa.fuse.putOut();
                    return command;
                }
            }
        }
    }
}
