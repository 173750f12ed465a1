package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.contract.EnrolResponse;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Database;
import org.fieldpost.hub.store.Author;
import org.fieldpost.hub.store.DeviceTokensTable;
import org.fieldpost.hub.store.EnrolmentCodesTable;
import org.fieldpost.hub.store.EnrolmentCodesTable.Invitation;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.EntityTable;
import org.fieldpost.hub.store.MobileDevicesTable;
import org.fieldpost.hub.store.OrgWrite;
import org.fieldpost.hub.store.OrgWrites;
import org.fieldpost.hub.store.OrganizationsTable;
import org.fieldpost.hub.store.PayloadProblem;
import org.fieldpost.hub.store.UsersTable;
import org.fieldpost.hub.store.UsersTable.User;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;
import org.jspecify.annotations.Nullable;

/** How devices join: by a one-time code that says for whom; what they get is a token. */
final class Enrolment {
    /** Longer-lived codes would have to be longer. */
    static final Duration CODE_LIFETIME_MAX = Duration.ofMinutes(10);

    private final HubParts parts;
    private final Database database;
    private final OrgWrites writes;
    private final Durability durability;
    private final String epoch;

    Enrolment(HubParts parts, OrgWrites writes, Durability durability, String epoch) {
        this.parts = parts;
        this.database = parts.database();
        this.writes = writes;
        this.durability = durability;
        this.epoch = epoch;
    }

    /** Lets a device in; throws {@link Refused} when the code is unknown, used or expired. */
    EnrolResponse enrol(EnrolRequest request) {
        if (!isComplete(request)) {
            throw Refused.malformed(
                    "code, deviceId, deviceType, osVersion, appVersion, deviceName are needed.");
        }
        var code = Secrets.hashOfCode(request.code());
        var now = parts.clock().instant();
        var invitation =
                database.read(tx -> EnrolmentCodesTable.find(tx, code, now))
                        .orElseThrow(Enrolment::refusedCode);
        var token = Secrets.token(parts.secrets());
        var response =
                writes.write(
                        invitation.organization().value(),
                        write -> enrol(write, invitation, code, request, token));
        durability.await();
        return response;
    }

    private static boolean isComplete(@Nullable EnrolRequest request) {
        if (request == null) {
            return false;
        }
        for (@Nullable String text :
                new @Nullable String[] {
                    request.code(),
                    request.deviceId(),
                    request.deviceType(),
                    request.osVersion(),
                    request.appVersion(),
                    request.deviceName()
                }) {
            if (text == null || text.isBlank()) {
                return false;
            }
        }
        return true;
    }

    private static Refused refusedCode() {
        return Refused.of(403, "FP-2443", "The code is wrong, used or expired: ask for a new one.");
    }

    private EnrolResponse enrol(
            OrgWrite write,
            Invitation invitation,
            Sha256 code,
            EnrolRequest request,
            String token) {
        if (!EnrolmentCodesTable.use(write.tx(), code, write.now())) {
            throw refusedCode();
        }
        var user =
                UsersTable.find(write.tx(), invitation.organization(), invitation.user())
                        .filter(User::active)
                        .orElseThrow(Enrolment::refusedCode);
        var device = device(write, user.id(), request);
        DeviceTokensTable.replace(
                write.tx(),
                Secrets.hashOfToken(token),
                write.organization(),
                device,
                user.id().value(),
                write.now());
        return new EnrolResponse(
                token,
                device,
                user.id().value(),
                user.name(),
                write.organization(),
                organizationName(write, invitation.organization()),
                user.roles().stream().sorted().map(Role::word).toList(),
                epoch);
    }

    private static String organizationName(OrgWrite write, OrganizationId id) {
        return OrganizationsTable.find(write.tx(), id).orElseThrow().name();
    }

    /** The device's row: a new one, or the one it had when the same person enrols it again. */
    private UUID device(OrgWrite write, UserId user, EnrolRequest request) {
        var table = (MobileDevicesTable) EntityTable.of(EntityType.MOBILE_DEVICES);
        var known = table.findByDeviceId(write.tx(), write.organization(), request.deviceId());
        try {
            if (known.isEmpty()) {
                var id = free(write, request.formerId());
                var payload = table.clean(payload(request, user, write.now(), write.now()));
                var row = EntityRow.fresh(table.type(), id, null, user.value(), 1, payload);
                write.insert(row, Author.HUB);
                write.flush();
                return id;
            }
            var row = table.lock(write.tx(), write.organization(), known.get().id()).orElseThrow();
            if (!user.value().equals(row.owner())) {
                throw Refused.of(
                        403,
                        "FP-2444",
                        "This profile belongs to another person: start a new profile.");
            }
            var createdAt = Instant.parse(row.payload().path("created_at").asText());
            var payload = table.clean(payload(request, user, createdAt, write.now()));
            write.update(row, row.changed(row.version() + 1, payload), Author.HUB);
            return row.id();
        } catch (PayloadProblem e) {
            throw Refused.malformed(String.valueOf(e.getMessage()));
        }
    }

    /** What was captured on the device, and the conflicts it has opened, name it by the id it had. */
    private UUID free(OrgWrite write, @Nullable UUID former) {
        return former == null || write.find(EntityType.MOBILE_DEVICES, former).isPresent()
                ? parts.ids().next()
                : former;
    }

    private static ObjectNode payload(
            EnrolRequest request, UserId user, Instant createdAt, Instant now) {
        return Json.object()
                .put("device_id", request.deviceId())
                .put("name", request.deviceName())
                .put("user_id", user.toString())
                .put("device_type", request.deviceType())
                .put("os_version", request.osVersion())
                .put("app_version", request.appVersion())
                .put("status", "active")
                .put("trust_score", 1.0)
                .put("last_seen", now.toString())
                .put("created_at", createdAt.toString())
                .put("updated_at", now.toString());
    }

    /** The caller whose token this is; throws {@link Refused}. */
    Caller caller(String token) {
        var hash = Secrets.hashOfToken(token);
        record Known(DeviceTokensTable.Holder holder, List<Role> roles) {}
        var known =
                database.read(
                        tx ->
                                DeviceTokensTable.find(tx, hash)
                                        .map(h -> new Known(h, DeviceTokensTable.roles(tx, h))));
        var holder = known.map(Known::holder).orElseThrow(Enrolment::unknownToken);
        if (!holder.userActive() || holder.deviceStatus().equals("revoked")) {
            throw unknownToken();
        }
        if (holder.deviceStatus().equals("suspended")) {
            throw Quarantine.refusal(
                    new DeviceTokensTable.Barred(
                            holder.organization(),
                            holder.device(),
                            holder.user(),
                            holder.deviceStatus(),
                            null));
        }
        return new Caller(
                holder.organization(),
                holder.device(),
                holder.user(),
                java.util.Set.copyOf(known.get().roles()),
                holder.lastSeen(),
                holder.pullHorizon());
    }

    static Refused unknownToken() {
        return Refused.of(
                401, "FP-2401", "The token is unknown or was revoked: enrol the device again.");
    }
}
