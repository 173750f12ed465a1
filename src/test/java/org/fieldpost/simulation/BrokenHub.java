package org.fieldpost.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.contract.OwnChanges;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.MemoryDatabase;
import org.fieldpost.hub.InProcessLine;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubApi;
import org.jspecify.annotations.Nullable;

/** Hubs that do one thing wrong, as a line sees them. */
final class BrokenHub {
    private final MemoryDatabase database;
    private @Nullable String firstEpoch;

    BrokenHub(MemoryDatabase database) {
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

    HubApi withoutReceipts(HubApi hub) {
        return new Forwarding(hub) {
            @Override
            public HubAnswer<PushResponse> push(PushRequest request) {
                sql("DELETE FROM sync_items", "DELETE FROM sync_batches");
                return to.push(request);
            }
        };
    }

    /** Rows that name what has not come are forgotten. */
    HubApi forgettingWhoWaits(HubApi hub) {
        return new Forwarding(hub) {
            @Override
            public HubAnswer<PushResponse> push(PushRequest request) {
                sql("DELETE FROM awaited_references");
                return to.push(request);
            }
        };
    }

    HubApi stampingInThePast(HubApi hub) {
        return new Forwarding(hub) {
            @Override
            public HubAnswer<PushResponse> push(PushRequest request) {
                var answer = to.push(request);
                sql(
                        """
                        UPDATE submissions SET changed_at = changed_at - 2
                        WHERE changed_at = (SELECT max(changed_at) FROM submissions)
                        """);
                return answer;
            }
        };
    }

    /** Leaves changes out of pages whose cursors pass them. */
    HubApi leavingOut(HubApi hub, Predicate<PullChange> which) {
        return new Forwarding(hub) {
            @Override
            public HubAnswer<PullResponse> changes(
                    @Nullable String cursor, int limit, OwnChanges own) {
                var answer = to.changes(cursor, limit, own);
                return answer instanceof HubAnswer.Success<PullResponse>(PullResponse page)
                        ? new HubAnswer.Success<>(
                                new PullResponse(
                                        page.changes().stream().filter(which.negate()).toList(),
                                        page.nextCursor(),
                                        page.hasMore(),
                                        page.hub()))
                        : answer;
            }
        };
    }

    /** Whatever version a change was made on, it is taken for the newest. */
    HubApi lastWriterWins(HubApi hub) {
        return new Forwarding(hub) {
            @Override
            public HubAnswer<PushResponse> push(PushRequest request) {
                var commands = new ArrayList<PushCommand>();
                request.commands().forEach(command -> commands.add(onNewest(command)));
                return to.push(
                        new PushRequest(request.syncOperationId(), request.epoch(), commands));
            }
        };
    }

    private PushCommand onNewest(PushCommand command) {
        if (command.action() != SyncAction.UPDATE
                || command.entityType() != EntityType.SUBMISSIONS) {
            return command;
        }
        var newest =
                database.read(
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                "SELECT version FROM submissions WHERE id = :id")
                                        .bind("id", command.entityId())
                                        .mapTo(Long.class)
                                        .findOne());
        return new PushCommand(
                command.commandId(),
                command.entityType(),
                command.action(),
                command.entityId(),
                newest.orElse(command.baseVersion()),
                command.clientVersion(),
                command.payload());
    }

    HubApi raisingTheDead(HubApi hub) {
        return new Forwarding(hub) {
            @Override
            public HubAnswer<PushResponse> push(PushRequest request) {
                sql("UPDATE submissions SET deleted_at = NULL WHERE deleted_at IS NOT NULL");
                return to.push(request);
            }
        };
    }

    /** The photos of a submission are gone before it is known what becomes of its deletion. */
    HubApi takingPhotosAhead(HubApi hub) {
        return new Forwarding(hub) {
            @Override
            public HubAnswer<PushResponse> push(PushRequest request) {
                var commands = new ArrayList<PushCommand>();
                for (var command : request.commands()) {
                    if (command.action() == SyncAction.DELETE
                            && command.entityType() == EntityType.SUBMISSIONS) {
                        photosOf(command.entityId()).forEach(id -> commands.add(deletion(id)));
                    }
                    commands.add(command);
                }
                var ids = commands.stream().map(PushCommand::commandId).toList();
                return to.push(
                        new PushRequest(PushRequest.operationId(ids), request.epoch(), commands));
            }
        };
    }

    private List<UUID> photosOf(UUID submission) {
        return database.read(
                tx ->
                        tx.handle()
                                .createQuery(
                                        """
                                        SELECT id FROM submission_media
                                        WHERE submission_id = :id ORDER BY id
                                        """)
                                .bind("id", submission)
                                .mapTo(UUID.class)
                                .list());
    }

    private static PushCommand deletion(UUID photo) {
        var key = new UUID(photo.getLeastSignificantBits(), photo.getMostSignificantBits());
        return new PushCommand(
                key, EntityType.SUBMISSION_MEDIA, SyncAction.DELETE, photo, 1L, 0, null);
    }

    /** Tells its first epoch for ever and takes it, and any other. */
    HubApi ofAnyEpoch(HubApi hub) {
        return new Forwarding(hub) {
            @Override
            public HubAnswer<HubHealth> health() {
                var answer = to.health();
                if (!(answer instanceof HubAnswer.Success<HubHealth>(HubHealth now))) {
                    return answer;
                }
                firstEpoch = firstEpoch == null ? now.epoch() : firstEpoch;
                return new HubAnswer.Success<>(
                        new HubHealth(now.status(), now.version(), firstEpoch, now.time()));
            }

            @Override
            public HubAnswer<PushResponse> push(PushRequest request) {
                return to.push(new PushRequest(request.syncOperationId(), "", request.commands()));
            }

            @Override
            public HubAnswer<PullResponse> changes(
                    @Nullable String cursor, int limit, OwnChanges own) {
                if (cursor == null
                        || !(to.health() instanceof HubAnswer.Success<HubHealth>(var now))) {
                    return to.changes(cursor, limit, own);
                }
                var held = CompositeCursor.decode(cursor);
                var fresh = new CompositeCursor(now.epoch(), held.scope(), held.cursors());
                return to.changes(fresh.encode(), limit, own);
            }
        };
    }

    /** Nothing tells that the hub was put back to a backup, unless somebody says so. */
    HubApi sayingNothingOfStarts(HubApi hub) {
        return new Forwarding(hub) {
            @Override
            public HubAnswer<HubHealth> health() {
                return to.health() instanceof HubAnswer.Success<HubHealth>(HubHealth now)
                        ? new HubAnswer.Success<>(silent(now))
                        : to.health();
            }

            @Override
            public HubAnswer<PullResponse> changes(
                    @Nullable String cursor, int limit, OwnChanges own) {
                var answer = to.changes(cursor, limit, own);
                return answer instanceof HubAnswer.Success<PullResponse>(PullResponse page)
                                && page.hub() != null
                        ? new HubAnswer.Success<>(
                                new PullResponse(
                                        page.changes(),
                                        page.nextCursor(),
                                        page.hasMore(),
                                        silent(page.hub())))
                        : answer;
            }
        };
    }

    private static HubHealth silent(HubHealth now) {
        return new HubHealth(now.status(), now.version(), now.epoch(), now.time());
    }

    HubApi showingEverything(InProcessLine line) {
        return new Forwarding(line) {
            @Override
            public HubAnswer<PullResponse> changes(
                    @Nullable String cursor, int limit, OwnChanges own) {
                line.seenWith(List.of(Role.SUPERVISOR));
                try {
                    return to.changes(cursor, limit, own);
                } finally {
                    line.seenWith(List.of());
                }
            }
        };
    }
}
