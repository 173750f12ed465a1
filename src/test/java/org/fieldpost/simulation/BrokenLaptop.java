package org.fieldpost.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.OwnChanges;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.db.MemoryDatabase;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.LocalWrites;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubApi;
import org.fieldpost.sync.HubFailure;
import org.jspecify.annotations.Nullable;

/** Laptops that do one thing wrong. */
final class BrokenLaptop {
    private static final int PULLS = 3;
    private final MemoryDatabase database;

    BrokenLaptop(MemoryDatabase database) {
        this.database = database;
    }

    private void sql(String... statements) {
        database.run(
                tx -> {
                    for (var statement : statements) {
                        tx.handle().execute(statement);
                    }
                });
    }

    /** What becomes of a mutation instead of being committed. */
    @FunctionalInterface
    private interface Commit {
        void commit(LocalWrites sound, Mutation mutation);
    }

    private static LocalWrites instead(LocalWrites sound, Commit commit) {
        return new LocalWrites() {
            @Override
            public void commit(List<? extends Mutation> all) {
                all.forEach(mutation -> commit.commit(sound, mutation));
            }

            @Override
            public void apply(WriteTx tx, Mutation mutation) {
                sound.apply(tx, mutation);
            }

            @Override
            public void came(WriteTx tx) {
                sound.came(tx);
            }
        };
    }

    static LocalWrites losingEdits(LocalWrites sound) {
        return instead(
                sound,
                (writes, mutation) -> {
                    boolean lost =
                            mutation instanceof Mutation.EditSubmission edit
                                    && edit.id().getLeastSignificantBits() % 3 == 0;
                    if (!lost) {
                        writes.commit(mutation);
                    }
                });
    }

    LocalWrites writingRowsAlone(LocalWrites sound) {
        return instead(
                sound,
                (writes, mutation) -> {
                    writes.commit(mutation);
                    if (mutation instanceof Mutation.EditSubmission edit) {
                        sql(
                                "DELETE FROM outbox_events WHERE id = '%s'"
                                        .formatted(edit.commandId()),
                                "UPDATE outbox_totals SET created = created - 1");
                    }
                });
    }

    static LocalWrites leavingOrphans(LocalWrites sound) {
        return instead(
                sound,
                (writes, mutation) ->
                        writes.commit(
                                mutation instanceof Mutation.DeleteSubmission delete
                                        ? new Mutation.DeleteEntity(
                                                delete.id(),
                                                delete.at(),
                                                EntityType.SUBMISSIONS,
                                                delete.submissionId(),
                                                delete.commandId())
                                        : mutation));
    }

    /** A decision finishes all that waits about the row, shown or not. */
    LocalWrites decidingUnshown(LocalWrites sound) {
        return instead(
                sound,
                (writes, mutation) -> {
                    if (mutation instanceof Mutation.DecideConflict decide) {
                        sql(
                                """
                                UPDATE outbox_events SET status = 'COMPLETED'
                                WHERE status IN ('PENDING', 'FAILED', 'DEAD_LETTER') AND aggregate_id IN
                                    (SELECT resource_id FROM conflicts WHERE id = '%s')
                                """
                                        .formatted(decide.conflictId()));
                    }
                    writes.commit(mutation);
                });
    }

    /** Payloads say the ids they were written with. */
    static HubApi sendingTemporaryIds(HubApi line, Laptop laptop) {
        return new Forwarding(line) {
            @Override
            public HubAnswer<PushResponse> push(PushRequest request) {
                var old = new HashMap<UUID, UUID>();
                for (var mapping : laptop.mappings()) {
                    var server = mapping.serverId();
                    if (server != null) {
                        old.put(server, mapping.clientId());
                    }
                }
                var commands = new ArrayList<PushCommand>();
                request.commands().forEach(command -> commands.add(renamed(command, old)));
                return to.push(
                        new PushRequest(request.syncOperationId(), request.epoch(), commands));
            }
        };
    }

    private static PushCommand renamed(PushCommand command, Map<UUID, UUID> old) {
        var payload = command.payload();
        if (payload == null) {
            return command;
        }
        var text = Json.write(payload);
        for (var entry : old.entrySet()) {
            text = text.replace(entry.getKey().toString(), entry.getValue().toString());
        }
        return new PushCommand(
                command.commandId(),
                command.entityType(),
                command.action(),
                command.entityId(),
                command.baseVersion(),
                command.clientVersion(),
                Json.parseObject(text));
    }

    HubApi forgettingEditsDuringPush(HubApi line) {
        return new Forwarding(line) {
            @Override
            public HubAnswer<PushResponse> push(PushRequest request) {
                var answer = to.push(request);
                if (answer instanceof HubAnswer.Success<PushResponse>) {
                    sql(
                            """
                            UPDATE outbox_events SET status = 'COMPLETED' WHERE status = 'PENDING'
                                AND aggregate_id IN
                                    (SELECT aggregate_id FROM outbox_events WHERE status = 'IN_FLIGHT')
                            """,
                            """
                            UPDATE submissions SET dirty = FALSE WHERE id IN
                                (SELECT aggregate_id FROM outbox_events WHERE status = 'IN_FLIGHT')
                            """);
                }
                return answer;
            }
        };
    }

    /** Every sending is taken for the one an answer is for. */
    static List<OutboxCommand> anySending(Laptop laptop, List<OutboxCommand> sent) {
        return laptop.read(
                tx ->
                        sent.stream()
                                .map(
                                        command ->
                                                laptop.tables
                                                        .outbox()
                                                        .find(tx, command.id())
                                                        .orElse(command))
                                .toList());
    }

    static HubApi resendingFromTheStart(HubApi line) {
        return new Forwarding(line) {
            @Override
            public HubAnswer<Upload> upload(String location) {
                return to.upload(location) instanceof HubAnswer.Success<Upload>(Upload held)
                        ? new HubAnswer.Success<>(new Upload(held.location(), 0))
                        : to.upload(location);
            }
        };
    }

    static HubApi pullingNoMore(HubApi line) {
        return new Forwarding(line) {
            private int pulls;

            @Override
            public HubAnswer<PullResponse> changes(
                    @Nullable String cursor, int limit, OwnChanges own) {
                return cursor == null || pulls++ < PULLS
                        ? to.changes(cursor, limit, own)
                        : new HubAnswer.Success<>(new PullResponse(List.of(), cursor, false));
            }
        };
    }

    /** A hub that fails on a push is taken for a hub that is not there. */
    static HubApi blockedByPoison(HubApi line) {
        return new Forwarding(line) {
            @Override
            public HubAnswer<PushResponse> push(PushRequest request) {
                var answer = to.push(request);
                boolean failed =
                        answer
                                        instanceof
                                        HubAnswer.Failed<PushResponse>(
                                                HubFailure.RetryLater(int status, var e, var after))
                                && status == 500;
                return failed
                        ? new HubAnswer.Failed<>(
                                new HubFailure.RetryLater(
                                        503, new ErrorBody("FP-2503", "simulated", true), null))
                        : answer;
            }
        };
    }

    void dropCompleted() {
        sql("DELETE FROM outbox_events WHERE status = 'COMPLETED'");
    }

    void giveUp() {
        sql(
                """
                UPDATE outbox_events SET next_attempt_at = next_attempt_at + INTERVAL '30' DAY
                WHERE status = 'FAILED'
                """);
    }
}
