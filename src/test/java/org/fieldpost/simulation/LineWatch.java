package org.fieldpost.simulation;

import static org.fieldpost.simulation.Invariant.IDS_ARE_A_BIJECTION;
import static org.fieldpost.simulation.Invariant.MEDIA_WHOLE;
import static org.fieldpost.simulation.Invariant.OLD_EPOCH_IS_REFUSED;
import static org.fieldpost.simulation.Invariant.ONE_EFFECT_PER_KEY;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.SnapshotPage;
import org.fieldpost.kernel.Json;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubApi.Upload;
import org.fieldpost.sync.HubFailure;
import org.jspecify.annotations.Nullable;

/** Sees all that crosses a laptop's line and remembers what must agree with it later. */
@SuppressWarnings("NullAway") // what is missing is told as a violation
final class LineWatch {
    private final Receipts receipts;
    private final Supplier<Set<UUID>> replacedIds;
    private final Map<String, Long> confirmed = new HashMap<>();

    /** What all laptops' pushes came to, in one epoch of the hub. */
    static final class Receipts {
        private final Supplier<String> epoch;
        private final FeedWatch feed;
        private final Map<String, String> answers = new HashMap<>();
        private final Map<UUID, String> effects = new HashMap<>();
        private final Map<UUID, UUID> entities = new HashMap<>();
        private final Set<UUID> permanent = new HashSet<>();

        Receipts(Supplier<String> epoch, FeedWatch feed) {
            this.epoch = epoch;
            this.feed = feed;
        }

        /** The hub begins a new epoch and has forgotten some. */
        void forget() {
            answers.clear();
            effects.clear();
            entities.clear();
        }

        /** Whether the hub gave this id, in this life or in an earlier one. */
        boolean isPermanent(UUID id) {
            return permanent.contains(id);
        }

        private void answered(PushRequest request, PushResponse answer) {
            var operation = request.syncOperationId();
            var text = Json.write(Json.tree(answer));
            boolean effect = answer.results().stream().anyMatch(r -> r.outcome() == Outcome.OK);
            var before = answers.get(operation);
            Violation.unless(
                    before == null || before.equals(text),
                    ONE_EFFECT_PER_KEY,
                    "the same push was answered %s and then %s",
                    before,
                    text);
            if (effect) {
                answers.put(operation, text);
            }
            answer.results().forEach(result -> once(operation, result));
        }

        private void once(String operation, CommandResult result) {
            if (result.outcome() != Outcome.OK && result.outcome() != Outcome.DUPLICATE) {
                return;
            }
            var id = result.entityId();
            if (id != null) {
                permanent.add(id);
            }
            var known = id == null ? null : entities.putIfAbsent(result.commandId(), id);
            Violation.unless(
                    known == null || known.equals(id),
                    ONE_EFFECT_PER_KEY,
                    "command %s made %s and then %s",
                    result.commandId(),
                    known,
                    id);
            if (result.outcome() == Outcome.OK) {
                var first = effects.putIfAbsent(result.commandId(), operation);
                Violation.unless(
                        first == null || first.equals(operation),
                        ONE_EFFECT_PER_KEY,
                        "command %s took effect twice",
                        result.commandId());
            }
        }
    }

    LineWatch(Receipts receipts, Supplier<Set<UUID>> replacedIds) {
        this.receipts = receipts;
        this.replacedIds = replacedIds;
    }

    void pushing(PushRequest request) {
        var replaced = new HashSet<>(replacedIds.get());
        // One that the hub gave in a life it has lost is told with the offer, and the hub follows
        // it (seed 8314).
        replaced.removeIf(receipts::isPermanent);
        for (var text : Line.texts(request)) {
            var id = Ids36.firstOf(replaced, text);
            Violation.unless(
                    id == null, IDS_ARE_A_BIJECTION, "%s left as a temporary id in %s", id, text);
        }
        for (var command : request.commands()) {
            Violation.unless(
                    !replaced.contains(command.entityId()),
                    IDS_ARE_A_BIJECTION,
                    "a command for the temporary id %s left",
                    command.entityId());
        }
    }

    void pushed(PushRequest request, HubAnswer<PushResponse> answer) {
        if (answer instanceof HubAnswer.Success<PushResponse>(PushResponse response)) {
            refused(request.epoch(), "a push");
            receipts.answered(request, response);
        }
    }

    void pulled(@Nullable String cursor, HubAnswer<PullResponse> answer) {
        if (answer instanceof HubAnswer.Success<PullResponse>(PullResponse page)) {
            if (cursor != null) {
                refused(CompositeCursor.decode(cursor).epoch(), "a cursor");
            }
            receipts.feed.given(CompositeCursor.decode(page.nextCursor()));
        }
    }

    void snapshot(@Nullable String after, HubAnswer<SnapshotPage> answer) {
        if (answer instanceof HubAnswer.Success<SnapshotPage>(SnapshotPage page)) {
            if (after != null) {
                refused(CompositeCursor.decode(after).epoch(), "a place in a snapshot");
            }
            receipts.feed.given(CompositeCursor.decode(page.next()));
        }
    }

    private void refused(String epoch, String what) {
        var now = receipts.epoch.get();
        Violation.unless(
                epoch.isEmpty() || epoch.equals(now),
                OLD_EPOCH_IS_REFUSED,
                "%s of epoch %s was taken in epoch %s",
                what,
                epoch,
                now);
    }

    void confirmed(HubAnswer<Upload> answer) {
        if (answer instanceof HubAnswer.Success<Upload>(Upload upload)) {
            confirmed.merge(upload.location(), upload.offset(), Math::max);
        }
    }

    void appending(String location, long offset) {
        long held = confirmed.getOrDefault(location, 0L);
        Violation.unless(
                offset >= held,
                MEDIA_WHOLE,
                "bytes from %d were sent again though %d were confirmed of %s",
                offset,
                held,
                location);
    }

    void appended(String location, HubAnswer<Upload> answer) {
        confirmed(answer);
        if (answer instanceof HubAnswer.Failed<Upload>(HubFailure.Refused refused)) {
            confirmed.remove(location);
        }
    }

    /** The hub was put back to an earlier state. */
    void forget() {
        confirmed.clear();
    }
}
