package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.IdStrategy;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.hub.store.AuditTable;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.EntityTable;
import org.fieldpost.hub.store.FormerIdsTable;
import org.fieldpost.hub.store.MobileDevicesTable;
import org.fieldpost.hub.store.OrgWrite;
import org.fieldpost.hub.store.OrgWrites;
import org.fieldpost.hub.store.PayloadProblem;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Carries out the commands of one push, each under a savepoint of its own. */
final class CommandExecution {
    private static final System.Logger LOG = System.getLogger(CommandExecution.class.getName());
    private static final int TRIES_MAX = 3;
    private static final int FORMER_IDS_MAX = 100;
    private final OrgWrite write;
    private final Caller caller;
    private final Ids ids;
    private final Map<EntityType, EntityRules> rules;
    private final References references;
    private final AwaitedReferences awaited;
    private final LostRows lost;
    private final Set<UUID> unknown = new HashSet<>();
    private final Set<UUID> deleted = new HashSet<>();

    CommandExecution(OrgWrite write, Caller caller, Ids ids, long mediaBytesMax) {
        this.write = write;
        this.caller = caller;
        this.ids = ids;
        this.rules = rules(mediaBytesMax);
        this.references = new References(write, caller);
        awaited = new AwaitedReferences(write);
        lost = new LostRows(write, caller, references, awaited);
    }

    private static Map<EntityType, EntityRules> rules(long mediaBytesMax) {
        var rules = new EnumMap<EntityType, EntityRules>(EntityType.class);
        rules.put(EntityType.MOBILE_DEVICES, new MobileDeviceRules());
        rules.put(EntityType.MOBILE_FORMS, new MobileFormRules());
        rules.put(EntityType.SUBMISSIONS, new SubmissionRules());
        rules.put(EntityType.SUBMISSION_MEDIA, new SubmissionMediaRules(mediaBytesMax));
        rules.put(EntityType.CONFLICTS, new ConflictRules());
        rules.put(EntityType.TELEMETRY, new TelemetryRules());
        return rules;
    }

    /**
     * What became of a command.
     *
     * @param result the answer; its change stamp is still to come if there was an effect
     * @param effect whether anything was changed now
     */
    record Done(CommandResult result, boolean effect) {}

    /** Looks up in one go under which of the ids to come rows exist already. */
    void expect(List<PushCommand> commands) {
        var byType = new EnumMap<EntityType, Set<UUID>>(EntityType.class);
        for (var command : commands) {
            if (command.action() == SyncAction.CREATE) {
                byType.computeIfAbsent(command.entityType(), t -> new HashSet<>())
                        .add(command.entityId());
            }
        }
        byType.forEach(
                (type, all) -> {
                    all.removeAll(
                            EntityTable.of(type).known(write.tx(), write.organization(), all));
                    unknown.addAll(all);
                });
        var ids = new HashSet<>(byType.getOrDefault(EntityType.SUBMISSIONS, Set.of()));
        commands.stream().map(PushCommand::formerIds).filter(Objects::nonNull).forEach(ids::addAll);
        ids.removeIf(Objects::isNull);
        deleted.addAll(FormerIdsTable.deletedAmong(write.tx(), write.organization(), ids));
    }

    /** Carries out one command; whatever is wrong with it comes back as its result. */
    Done run(PushCommand command) {
        for (int tries = 1; ; tries++) {
            try {
                return onlyAdds(command)
                        ? write.attemptToAdd(() -> create(command))
                        : write.attempt(() -> carryOut(command));
            } catch (CommandRefused e) {
                return failed(command.commandId(), e);
            } catch (PayloadProblem e) {
                return failed(
                        command.commandId(),
                        CommandRefused.payload(String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                // Somebody else was first with this key: look again, it is there now.
                boolean lostRace = OrgWrites.isUniqueViolation(e) && tries < TRIES_MAX;
                if (!lostRace && OrgWrites.isDatabaseFailure(e)) {
                    throw e;
                }
                if (!lostRace) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "command {0} failed: {1}",
                            command.commandId(),
                            FailureText.of(e));
                    return failed(command.commandId(), CommandRefused.internal());
                }
            }
        }
    }

    /** After the last command: temporary ids that stood for what has come now make way for the permanent ones. */
    void settle() {
        awaited.settle();
    }

    static Done failed(UUID commandId, CommandRefused why) {
        return new Done(
                new CommandResult(commandId, Outcome.ERROR, null, null, null, null, why.body()),
                false);
    }

    /** A conflict may bring back what it is about, or its deletion. */
    private boolean onlyAdds(PushCommand command) {
        return command.action() == SyncAction.CREATE
                && command.entityType() != EntityType.CONFLICTS
                && !wasDeleted(command);
    }

    private Done carryOut(PushCommand command) {
        return switch (command.action()) {
            case CREATE -> create(command);
            case UPDATE -> update(command);
            case DELETE -> delete(command);
        };
    }

    private Done create(PushCommand command) {
        var type = command.entityType();
        var payload = arrived(command);
        var existing = existing(command);
        if (existing.isPresent()) {
            return alreadyThere(command, existing.get(), payload);
        }
        boolean minted = type.idStrategy() == IdStrategy.SERVER;
        // A device has its id from its enrolment, which this hub has lost.
        boolean kept = !minted || type == EntityType.MOBILE_DEVICES;
        var id = kept ? command.entityId() : ids.next();
        if (type == EntityType.CONFLICTS) {
            unknown.remove(lost.bringBack(command.commandId(), payload));
        }
        var parents = references.resolve(type, payload, Map.of(command.entityId(), id));
        var proposal = new Proposal(write, caller, id, payload, parents);
        rules(type).create(proposal);
        var owner = rules(type).owner(proposal);
        long told = 1;
        long version = told + (sameAsPushed(command, payload) ? 0 : 1);
        var clientId = minted ? command.entityId() : null;
        var row = EntityRow.fresh(type, id, clientId, owner, version, payload);
        write.insert(row, caller.author(command.commandId()));
        awaited.added(row);
        awaited.formerly(row, formerIds(command));
        return wasDeleted(command) ? deleted(command, row) : done(command, id, told);
    }

    private boolean wasDeleted(PushCommand command) {
        return deleted.contains(command.entityId())
                || formerIds(command).stream().anyMatch(deleted::contains);
    }

    /** It was deleted in a life this hub has lost; whoever offers it knows nothing of that, and a person decides. */
    private Done deleted(PushCommand command, EntityRow row) {
        write.flush();
        deleteWithDependents(row, command.commandId());
        // No receipt: asked again, it is in conflict again.
        return new Done(answer(command, Outcome.CONFLICT, row.gone()), false);
    }

    private Optional<EntityRow> existing(PushCommand command) {
        var type = command.entityType();
        boolean minted = type.idStrategy() == IdStrategy.SERVER;
        if (unknown.contains(command.entityId())
                && !write.isCareful()
                && formerIds(command).isEmpty()) {
            return write.findFresh(type, command.entityId());
        }
        // A row that this very hub lacked for a while may be offered as new under its permanent id.
        var known =
                minted
                        ? write.findByClientId(type, command.entityId())
                                .or(() -> write.find(type, command.entityId()))
                        : write.find(type, command.entityId());
        if (type == EntityType.MOBILE_DEVICES) {
            return known.or(() -> joined(command));
        }
        return known.or(() -> offeredBefore(command));
    }

    /** Somebody else has offered it under an id that this device knew it by, too, in an earlier life of the hub. */
    private Optional<EntityRow> offeredBefore(PushCommand command) {
        var type = command.entityType();
        var ids = formerIds(command);
        var known =
                ids.isEmpty()
                        ? Set.<UUID>of()
                        : EntityTable.of(type).known(write.tx(), write.organization(), ids);
        return ids.stream()
                .flatMap(
                        id ->
                                (known.contains(id)
                                                ? write.findByClientId(type, id)
                                                        .or(() -> write.find(type, id))
                                                : write.findFresh(type, id))
                                        .stream())
                .findFirst();
    }

    /** A device that has joined anew, and did not say by what id it was known. */
    private Optional<EntityRow> joined(PushCommand command) {
        var said = command.payload() == null ? Json.object() : command.payload();
        return ((MobileDevicesTable) EntityTable.of(EntityType.MOBILE_DEVICES))
                .findByDeviceId(write.tx(), write.organization(), said.path("device_id").asText());
    }

    private Done alreadyThere(PushCommand command, EntityRow row, ObjectNode payload) {
        if (!caller.scope().sees(row)) {
            throw CommandRefused.unknownEntity();
        }
        if (row.deleted()) {
            return conflict(command, row);
        }
        if (row.type() == EntityType.MOBILE_FORMS
                && !row.payload().path("sha256").equals(payload.path("sha256"))) {
            throw CommandRefused.immutable("This version of the form exists with other content.");
        }
        var undecided = undecided(row, payload);
        if (undecided != null) {
            return update(command, undecided);
        }
        awaited.formerly(row, otherIds(command, row));
        var seen = row.changed(heldAs(command, row, payload), row.payload());
        return new Done(answer(command, Outcome.DUPLICATE, seen), false);
    }

    /** The row, locked, if it is a conflict of which only now is said that it was decided: the hub has lost that. */
    private @Nullable EntityRow undecided(EntityRow row, ObjectNode payload) {
        var rules = rules(row.type());
        return rules.settled(row) || !rules.settled(row.changed(row.version(), payload))
                ? null
                : EntityTable.of(row.type())
                        .lock(write.tx(), write.organization(), row.id())
                        .filter(held -> !rules.settled(held))
                        .orElse(null);
    }

    /** By what ids the device has known the row, besides those it has here. */
    private static List<UUID> otherIds(PushCommand command, EntityRow row) {
        return Stream.concat(Stream.of(command.entityId()), formerIds(command).stream())
                .filter(id -> row.type() == EntityType.SUBMISSIONS)
                .filter(id -> !id.equals(row.id()) && !id.equals(row.clientId()))
                .toList();
    }

    private static List<UUID> formerIds(PushCommand command) {
        var ids = command.formerIds();
        if (ids == null || command.entityType() != EntityType.SUBMISSIONS) {
            return List.of();
        }
        if (ids.size() > FORMER_IDS_MAX || ids.stream().anyMatch(Objects::isNull)) {
            throw CommandRefused.unreadable(
                    "formerIds are at most %d ids".formatted(FORMER_IDS_MAX));
        }
        return ids;
    }

    /**
     * As which version the device may hold what it pushed: the row's, if the row says just this; an earlier one, if it
     * once did, so that whatever the device is sent is newer; 0 if it never said so.
     */
    private long heldAs(PushCommand command, EntityRow row, ObjectNode payload) {
        if (sameAsPushed(command, row.payload())) {
            return row.version();
        }
        if (row.type() != EntityType.SUBMISSIONS) {
            return 0;
        }
        resolveAsFarAsPossible(row, payload);
        return AuditTable.lastSaid(write.tx(), write.organization(), row, payload);
    }

    private void resolveAsFarAsPossible(EntityRow row, ObjectNode payload) {
        try {
            references.resolve(
                    row.type(),
                    payload,
                    Map.of(row.clientId() == null ? row.id() : row.clientId(), row.id()));
        } catch (CommandRefused e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "offered again with references unknown: {0}",
                    e.body());
        }
    }

    private Done update(PushCommand command) {
        var row = locked(command);
        if (rules(row.type()).settled(row)
                && AuditTable.isBy(
                        write.tx(), write.organization(), row.id(), command.commandId())) {
            // Decided at the hub itself, by the same command; the answer was lost.
            return new Done(answer(command, Outcome.DUPLICATE, row), false);
        }
        if (outdated(command, row) || rules(row.type()).settled(row)) {
            return conflict(command, row);
        }
        return update(command, row);
    }

    private Done update(PushCommand command, EntityRow row) {
        var payload = arrived(command);
        var parents = references.resolve(row.type(), payload, Map.of());
        var proposal = new Proposal(write, caller, row.id(), payload, parents);
        rules(row.type()).update(proposal, row);
        long told = row.version() + 1;
        long version = told + (sameAsPushed(command, payload) ? 0 : 1);
        if (row.deleted()) {
            restore(row, row.changed(version, payload), command.commandId());
        } else {
            write.update(row, row.changed(version, payload), caller.author(command.commandId()));
        }
        PhotosOfAnswers.comeBack(write, row, payload, caller.author(command.commandId()));
        rules(row.type()).updated(proposal, row);
        awaited.changed(row.changed(version, payload));
        return done(command, row.id(), told);
    }

    /**
     * Whoever names the version of the deletion knows of it and restores the row: so a conflict between a change and a
     * deletion is decided.
     */
    private void restore(EntityRow tombstone, EntityRow row, UUID commandId) {
        var author = caller.author(commandId);
        if (tombstone.changedAt() == 0) {
            write.insert(
                    EntityRow.fresh(
                            row.type(), row.id(), null, row.owner(), row.version(), row.payload()),
                    author);
            write.flush();
            return;
        }
        write.update(tombstone, row, author);
    }

    private Done delete(PushCommand command) {
        var row = locked(command);
        if (row.deleted()) {
            return new Done(answer(command, Outcome.DUPLICATE, row), false);
        }
        // A photo never changes; that its bytes have come is nobody's change.
        if (outdated(command, row) && row.type() != EntityType.SUBMISSION_MEDIA) {
            return conflict(command, row);
        }
        rules(row.type()).delete(caller, row);
        deleteWithDependents(row, command.commandId());
        return done(command, row.id(), row.version() + 1);
    }

    /**
     * What cannot be without the row goes with it, in the same transaction. Conflicts stay: they keep what somebody
     * else wrote, until it is decided.
     */
    private void deleteWithDependents(EntityRow row, UUID commandId) {
        for (var relation : RelationGraph.to(row.type())) {
            if (relation.required() && relation.source() != EntityType.CONFLICTS) {
                EntityTable.of(relation.source())
                        .lockReferring(write.tx(), write.organization(), relation.field(), row.id())
                        .forEach(dependent -> deleteWithDependents(dependent, commandId));
            }
        }
        write.delete(row, caller.author(commandId));
    }

    private EntityRow locked(PushCommand command) {
        var table = EntityTable.of(command.entityType());
        return table.lock(write.tx(), write.organization(), command.entityId())
                .or(
                        () ->
                                table.findByClientId(
                                                write.tx(),
                                                write.organization(),
                                                command.entityId())
                                        .flatMap(
                                                row ->
                                                        table.lock(
                                                                write.tx(),
                                                                write.organization(),
                                                                row.id())))
                .or(
                        () ->
                                AuditTable.purged(
                                        write.tx(),
                                        write.organization(),
                                        command.entityType(),
                                        command.entityId()))
                .filter(caller.scope()::sees)
                .orElseThrow(CommandRefused::unknownEntity);
    }

    private static boolean outdated(PushCommand command, EntityRow row) {
        if (command.baseVersion() == null) {
            throw CommandRefused.unreadable("a change names the version it was made on");
        }
        return command.baseVersion() != row.version();
    }

    private ObjectNode arrived(PushCommand command) {
        if (command.payload() == null) {
            throw CommandRefused.unreadable("the payload is missing");
        }
        var payload = EntityTable.of(command.entityType()).clean(command.payload().deepCopy());
        rules(command.entityType()).arrived(payload);
        return payload;
    }

    /**
     * The device holds what it pushed as the version it is told. A row in which the hub corrected anything is therefore
     * one version further, so that the correction reaches that device like any other change.
     */
    private static boolean sameAsPushed(PushCommand command, ObjectNode stored) {
        return isSame(Objects.requireNonNull(command.payload()), stored);
    }

    static boolean isSame(ObjectNode pushed, ObjectNode stored) {
        return pushed.equals(stored)
                || Arrays.equals(Json.canonicalBytes(pushed), Json.canonicalBytes(stored));
    }

    private EntityRules rules(EntityType type) {
        return Objects.requireNonNull(rules.get(type));
    }

    private static Done done(PushCommand command, UUID id, long version) {
        return new Done(
                new CommandResult(command.commandId(), Outcome.OK, id, version, null, null, null),
                true);
    }

    private static Done conflict(PushCommand command, EntityRow row) {
        return new Done(answer(command, Outcome.CONFLICT, row), false);
    }

    private static CommandResult answer(PushCommand command, Outcome outcome, EntityRow row) {
        var shown = outcome == Outcome.CONFLICT && !row.deleted() ? row.payload() : null;
        // A row changed earlier in this very transaction has its stamp still to come.
        Long changedAt = row.changedAt() == 0 ? null : row.changedAt();
        return new CommandResult(
                command.commandId(), outcome, row.id(), row.version(), changedAt, shown, null);
    }
}
