package org.fieldpost.hub.store;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fieldpost.contract.Role;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;

/** People and their roles. */
public final class UsersTable {
    private UsersTable() {}

    /**
     * A person.
     *
     * @param id their id
     * @param organization where they work
     * @param name what people call them
     * @param active whether they may still use the hub
     * @param roles what they may do
     */
    public record User(
            UserId id, OrganizationId organization, String name, boolean active, Set<Role> roles) {
        public User {
            roles = Set.copyOf(roles);
        }
    }

    /** Adds a person. */
    public static void create(WriteTx tx, User user, Instant now) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO users (id, organization_id, name, active, created_at)
                        VALUES (:id, :organization, :name, :active, :now)
                        """)
                .bind("id", user.id())
                .bind("organization", user.organization())
                .bind("name", user.name())
                .bind("active", user.active())
                .bind("now", now)
                .execute();
        insertRoles(tx, user.organization(), user.id(), user.roles());
    }

    /** Gives a person these roles and no others. */
    public static void setRoles(
            WriteTx tx, OrganizationId organization, UserId user, Set<Role> roles) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM user_roles WHERE user_id = :id AND organization_id = :organization")
                .bind("id", user)
                .bind("organization", organization)
                .execute();
        insertRoles(tx, organization, user, roles);
    }

    private static void insertRoles(
            WriteTx tx, OrganizationId organization, UserId user, Set<Role> roles) {
        for (var role : roles) {
            tx.handle()
                    .createUpdate(
                            """
                            INSERT INTO user_roles (user_id, organization_id, role)
                            VALUES (:id, :organization, :role)
                            """)
                    .bind("id", user)
                    .bind("organization", organization)
                    .bind("role", role.word())
                    .execute();
        }
    }

    /** The person with this id. */
    public static Optional<User> find(ReadTx tx, OrganizationId organization, UserId id) {
        return list(tx, organization).stream().filter(user -> user.id().equals(id)).findFirst();
    }

    /** The people of an organization, by name. */
    public static List<User> list(ReadTx tx, OrganizationId organization) {
        var roles =
                tx
                        .handle()
                        .createQuery(
                                "SELECT user_id, role FROM user_roles WHERE organization_id = :organization")
                        .bind("organization", organization)
                        .map(
                                (row, c) ->
                                        new Held(
                                                row.getObject(1, UUID.class),
                                                Role.of(row.getString(2))))
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        Held::user,
                                        Collectors.mapping(
                                                Held::role,
                                                Collectors.toCollection(
                                                        () -> EnumSet.noneOf(Role.class)))));
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, name, active FROM users WHERE organization_id = :organization
                        ORDER BY name, id
                        """)
                .bind("organization", organization)
                .map(
                        (row, context) -> {
                            var id = row.getObject(1, UUID.class);
                            return new User(
                                    new UserId(id),
                                    organization,
                                    row.getString(2),
                                    row.getBoolean(3),
                                    roles.getOrDefault(id, EnumSet.noneOf(Role.class)));
                        })
                .list();
    }

    private record Held(UUID user, Role role) {}
}
