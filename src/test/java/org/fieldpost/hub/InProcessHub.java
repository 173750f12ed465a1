package org.fieldpost.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.contract.EnrolResponse;
import org.fieldpost.contract.Role;
import org.fieldpost.db.MemoryDatabase;
import org.fieldpost.hub.store.HubMetaTable;
import org.fieldpost.hub.store.HubSchema;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;
import org.jspecify.annotations.Nullable;

/** The real hub without its HTTP server, over a database in memory, for simulations. */
public final class InProcessHub {
    private static final HubLimits LIMITS =
            new HubLimits(
                    1 << 20,
                    5,
                    50,
                    1 << 20,
                    1 << 20,
                    Duration.ofDays(14),
                    3_000,
                    30,
                    1,
                    Duration.ofMinutes(2));
    private final MemoryDatabase database;
    private final HubParts parts;
    private final MediaVault vault;
    private Hub hub;

    /** The hub's database, empty. */
    public static MemoryDatabase database(String name) {
        return MemoryDatabase.open(name, HubSchema.MIGRATIONS);
    }

    /**
     * Starts a hub.
     *
     * @param media an existing folder
     */
    public InProcessHub(MemoryDatabase database, Path media, InstantSource clock, Random random) {
        this.database = database;
        Ids ids = new UuidV7(clock, random);
        vault = new FolderVault(media);
        parts = new HubParts(database, vault, clock, ids, random);
        hub = started();
    }

    private Hub started() {
        return new Hub(new HubConfig("127.0.0.1", 0, "sim", LIMITS), parts);
    }

    /** The process ends and another starts. */
    public void restart() {
        hub = started();
    }

    /** The database was put back to an earlier state: a new epoch begins. */
    public void restored() {
        database.run(tx -> HubMetaTable.renewEpoch(tx, parts.ids().next()));
        restart();
    }

    public String epoch() {
        return hub.health().epoch();
    }

    /** Tells this start of the hub from others. */
    public String start() {
        return String.valueOf(hub.health().start());
    }

    public MemoryDatabase database() {
        return database;
    }

    Hub hub() {
        return hub;
    }

    public OrganizationId organization(String name) {
        return hub.administration().createOrganization(name);
    }

    public UserId person(OrganizationId organization, String name, Role role) {
        return hub.administration().createUser(organization, name, Set.of(role));
    }

    /** Lets a device of a person in. */
    public EnrolResponse enrol(OrganizationId organization, UserId person, String device) {
        return enrol(organization, person, device, null);
    }

    /** Lets a device in again, which had this id. */
    public EnrolResponse enrol(
            OrganizationId organization, UserId person, String device, @Nullable UUID former) {
        var code = hub.administration().mintCode(organization, person).code();
        return hub.enrol(new EnrolRequest(code, device, "desktop", "os", "1", device, former));
    }

    public FormRef publish(OrganizationId organization, String code, String version) {
        return hub.administration().publishForm(organization, TestHub.document(code, version));
    }

    public void suspend(OrganizationId organization, UUID device) {
        hub.administration().suspend(organization, new DeviceId(device));
    }

    public void activate(OrganizationId organization, UUID device) {
        hub.administration().activate(organization, new DeviceId(device));
    }

    public void roles(OrganizationId organization, UserId person, Set<Role> roles) {
        hub.administration().setRoles(organization, person, roles);
    }

    /** The bytes of a finished file; none when it is not there. */
    public byte[] bytes(OrganizationId organization, String sha256) {
        try {
            var owner = organization.value();
            if (!vault.holds(owner, sha256)) {
                return new byte[0];
            }
            try (var in = vault.open(owner, sha256, 0, vault.size(owner, sha256))) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
