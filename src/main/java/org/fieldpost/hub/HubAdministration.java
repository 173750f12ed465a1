package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Database;
import org.fieldpost.hub.store.Author;
import org.fieldpost.hub.store.DeviceTokensTable;
import org.fieldpost.hub.store.EnrolmentCodesTable;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.EntityTable;
import org.fieldpost.hub.store.HubMetaTable;
import org.fieldpost.hub.store.JobsTable;
import org.fieldpost.hub.store.MobileDevicesTable;
import org.fieldpost.hub.store.OrgWrite;
import org.fieldpost.hub.store.OrgWrites;
import org.fieldpost.hub.store.OrganizationsTable;
import org.fieldpost.hub.store.OrganizationsTable.Organization;
import org.fieldpost.hub.store.PayloadProblem;
import org.fieldpost.hub.store.UsersTable;
import org.fieldpost.hub.store.UsersTable.User;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;
import org.jspecify.annotations.Nullable;

/** What an administrator does: organizations, people, codes, devices, forms. Refusals are {@link Refused}. */
public final class HubAdministration {
    private final HubParts parts;
    private final Database database;
    private final OrgWrites writes;
    private final Durability durability;
    private final Quarantine quarantine;

    HubAdministration(
            HubParts parts, OrgWrites writes, Durability durability, Quarantine quarantine) {
        this.quarantine = quarantine;
        this.parts = parts;
        this.database = parts.database();
        this.writes = writes;
        this.durability = durability;
    }

    /**
     * A one-time code.
     *
     * @param code to be typed; shown now and never again
     * @param expiresAt when it ends
     */
    public record EnrolmentCode(String code, Instant expiresAt) {
        @Override
        public String toString() {
            return "EnrolmentCode[withheld, until " + expiresAt + "]";
        }
    }

    /**
     * A device, for a list.
     *
     * @param id the hub's id
     * @param name what people call it
     * @param user who uses it
     * @param status active, suspended or revoked
     * @param lastSeen when it was last here, to a quarter of an hour
     * @param appVersion what it runs
     */
    public record Device(
            DeviceId id,
            String name,
            @Nullable UserId user,
            String status,
            @Nullable Instant lastSeen,
            String appVersion) {}

    /** The hub's jobs and what they last came to. */
    public List<JobsTable.Job> jobs() {
        return database.read(JobsTable::list);
    }

    /**
     * The database was put back from a backup: cursors of before are refused, and laptops offer again what they were
     * told is here and is not. The epoch to come with the next start.
     */
    public String beginNewEpoch() {
        var epoch = database.write(tx -> HubMetaTable.renewEpoch(tx, parts.ids().next()));
        durability.await();
        return epoch;
    }

    /** All organizations, oldest first. */
    public List<Organization> organizations() {
        return database.read(OrganizationsTable::list);
    }

    /** The organization of this name. */
    public Optional<OrganizationId> organization(String name) {
        return organizations().stream()
                .filter(organization -> organization.name().equals(name))
                .map(Organization::id)
                .findFirst();
    }

    /** Makes an organization. */
    public OrganizationId createOrganization(String name) {
        var id = new OrganizationId(parts.ids().next());
        database.run(
                tx ->
                        OrganizationsTable.create(
                                tx,
                                new Organization(id, checkedName(name)),
                                parts.clock().instant()));
        durability.await();
        return id;
    }

    private static String checkedName(String name) {
        if (name.isBlank() || name.length() > 200) {
            throw Refused.malformed("A name has 1 to 200 characters.");
        }
        return name.strip();
    }

    /** The people of an organization, by name. */
    public List<User> users(OrganizationId organization) {
        return database.read(tx -> UsersTable.list(tx, organization));
    }

    /** Adds a person. */
    public UserId createUser(OrganizationId organization, String name, Set<Role> roles) {
        var id = new UserId(parts.ids().next());
        var user = new User(id, organization, checkedName(name), true, roles);
        database.run(tx -> UsersTable.create(tx, user, parts.clock().instant()));
        durability.await();
        return id;
    }

    /** Gives a person these roles and no others; their devices should pull from the start afterwards. */
    public void setRoles(OrganizationId organization, UserId user, Set<Role> roles) {
        database.run(tx -> UsersTable.setRoles(tx, organization, user, roles));
        durability.await();
    }

    /** Mints a code that lets one device in for this person, within ten minutes. */
    public EnrolmentCode mintCode(OrganizationId organization, UserId user) {
        return mintCode(organization, user, Enrolment.CODE_LIFETIME_MAX);
    }

    /** Mints a code that lasts as long as asked, ten minutes at most. */
    public EnrolmentCode mintCode(OrganizationId organization, UserId user, Duration lifetime) {
        if (lifetime.compareTo(Enrolment.CODE_LIFETIME_MAX) > 0) {
            throw Refused.malformed("A code lasts ten minutes at most.");
        }
        var code = Secrets.code(parts.secrets());
        var now = parts.clock().instant();
        var expires = now.plus(lifetime);
        database.run(
                tx -> {
                    if (UsersTable.find(tx, organization, user).isEmpty()) {
                        throw Refused.unknown("No such person in this organization.");
                    }
                    EnrolmentCodesTable.create(
                            tx, Secrets.hashOfCode(code), organization, user, now, expires);
                });
        durability.await();
        return new EnrolmentCode(code, expires);
    }

    /** The devices of an organization, oldest first. */
    public List<Device> devices(OrganizationId organization) {
        var table = (MobileDevicesTable) EntityTable.of(EntityType.MOBILE_DEVICES);
        return database.read(tx -> table.list(tx, organization.value())).stream()
                .map(HubAdministration::device)
                .toList();
    }

    private static Device device(EntityRow row) {
        var seen = row.payload().path("last_seen").textValue();
        return new Device(
                new DeviceId(row.id()),
                row.payload().path("name").asText(),
                row.owner() == null ? null : new UserId(row.owner()),
                row.payload().path("status").asText(),
                seen == null ? null : Instant.parse(seen),
                row.payload().path("app_version").asText());
    }

    /** How many commands of a suspended or revoked device the hub keeps without effect. */
    public long quarantined(OrganizationId organization, DeviceId device) {
        return quarantine.count(organization.value(), device.value());
    }

    /** Carries out what is kept of a device; how many commands took effect, and how many stay, with the reason. */
    public Map<String, Integer> release(OrganizationId organization, DeviceId device) {
        var released = quarantine.release(organization.value(), device.value());
        return Map.of("done", released.done(), "refused", released.refused());
    }

    /** Refuses a device's requests until it is activated again; what it pushes is kept apart, and stays on it. */
    public void suspend(OrganizationId organization, DeviceId device) {
        setStatus(organization, device, "suspended");
    }

    /** Ends a device's token for good; it can only enrol anew. What it still pushes is kept apart for a month. */
    public void revoke(OrganizationId organization, DeviceId device) {
        setStatus(organization, device, "revoked");
    }

    /** Lifts a suspension. */
    public void activate(OrganizationId organization, DeviceId device) {
        setStatus(organization, device, "active");
    }

    private void setStatus(OrganizationId organization, DeviceId device, String status) {
        writes.write(organization.value(), write -> setStatus(write, device, status));
        durability.await();
    }

    private static boolean setStatus(OrgWrite write, DeviceId device, String status) {
        var row =
                EntityTable.of(EntityType.MOBILE_DEVICES)
                        .lock(write.tx(), write.organization(), device.value())
                        .orElseThrow(() -> Refused.unknown("No such device in this organization."));
        var payload = row.payload().deepCopy();
        payload.put("status", status);
        payload.put("updated_at", write.now().toString());
        write.update(row, row.changed(row.version() + 1, payload), Author.HUB);
        if (status.equals("revoked")) {
            DeviceTokensTable.revokeAll(write.tx(), write.organization(), row.id(), write.now());
        }
        return true;
    }

    /** Publishes a form document; the same again is no change, another under the same version is refused. */
    public FormRef publishForm(OrganizationId organization, ObjectNode document) {
        var code = document.path("code").asText("");
        var version = document.path("version").asText("");
        if (code.isBlank() || version.isBlank()) {
            throw Refused.malformed("A form has a code and a version.");
        }
        var fault = FormFaults.first(document);
        if (fault != null) {
            throw Refused.of(422, "FP-2466", "The form cannot be read: " + fault + ".");
        }
        var form = new FormRef(code, version, Json.canonicalHash(document));
        try {
            writes.write(organization.value(), write -> publish(write, form, document));
        } catch (PayloadProblem e) {
            throw Refused.malformed("The form does not fit: " + e.getMessage() + ".");
        }
        durability.await();
        return form;
    }

    private static boolean publish(OrgWrite write, FormRef form, ObjectNode document) {
        var table = EntityTable.of(EntityType.MOBILE_FORMS);
        UUID id = FormIds.of(form.code(), form.version());
        var now = write.now().toString();
        var payload =
                Json.object()
                        .put("code", form.code())
                        .put("version", form.version())
                        .put("sha256", form.sha256().hex())
                        .put("published", true)
                        .put("draft", false)
                        .put("created_at", now)
                        .put("updated_at", now);
        payload.set("name", name(document, form.code()));
        payload.set("schema", document.deepCopy());
        var clean = table.clean(payload);
        var existing = table.lock(write.tx(), write.organization(), id);
        if (existing.isEmpty()) {
            write.insert(EntityRow.fresh(table.type(), id, null, null, 1, clean), Author.HUB);
            return true;
        }
        var row = existing.get();
        if (row.payload().path("draft").asBoolean() || row.deleted()) {
            write.update(row, row.changed(row.version() + 1, clean), Author.HUB);
            return true;
        }
        if (!row.payload().path("sha256").asText().equals(form.sha256().hex())) {
            throw Refused.of(
                    409,
                    "FP-2465",
                    "Version %s of %s is published with other content: raise the version."
                            .formatted(form.version(), form.code()));
        }
        return false;
    }

    private static ObjectNode name(ObjectNode document, String code) {
        if (document.path("name") instanceof ObjectNode name) {
            return name.deepCopy();
        }
        return Json.object().put("en", document.path("name").asText(code));
    }
}
