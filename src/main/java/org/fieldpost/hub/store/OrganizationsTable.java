package org.fieldpost.hub.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.submission.OrganizationId;

/** The tenants of the hub. */
public final class OrganizationsTable {
    private OrganizationsTable() {}

    /**
     * A tenant.
     *
     * @param id its id
     * @param name what people call it
     */
    public record Organization(OrganizationId id, String name) {}

    /** Adds an organization and its change counter. */
    public static void create(WriteTx tx, Organization organization, Instant now) {
        tx.handle()
                .createUpdate(
                        "INSERT INTO organizations (id, name, created_at) VALUES (:id, :name, :now)")
                .bind("id", organization.id())
                .bind("name", organization.name())
                .bind("now", now)
                .execute();
        CountersTable.create(tx, organization.id().value());
    }

    /** The organization with this id. */
    public static Optional<Organization> find(ReadTx tx, OrganizationId id) {
        return list(tx).stream().filter(organization -> organization.id().equals(id)).findFirst();
    }

    /** All organizations, oldest first. */
    public static List<Organization> list(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT id, name FROM organizations ORDER BY created_at, id")
                .map(
                        (row, context) ->
                                new Organization(
                                        new OrganizationId(row.getObject(1, UUID.class)),
                                        row.getString(2)))
                .list();
    }
}
