package org.fieldpost.hub;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.Role;
import org.fieldpost.hub.store.Author;
import org.fieldpost.hub.store.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Who is speaking, as their token says; nothing in a request can change it.
 *
 * @param organization the tenant
 * @param device the device
 * @param user the person
 * @param roles what they may do
 * @param lastSeen when the device was last noted to be here
 * @param pullHorizon the tombstone horizon when the device last began to pull from the start
 */
public record Caller(
        UUID organization,
        UUID device,
        UUID user,
        Set<Role> roles,
        @Nullable Instant lastSeen,
        long pullHorizon) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether they review, decide and look after devices. */
    public boolean supervises() {
        return roles.contains(Role.SUPERVISOR) || roles.contains(Role.ADMIN);
    }

    /** Whether they publish forms. */
    public boolean managesForms() {
        return roles.contains(Role.FORM_MANAGER) || roles.contains(Role.ADMIN);
    }

    /** What they may see: supervisors all, others the organization's forms and what is their own. */
    public Scope scope() {
        return new Scope(organization, user, supervises(), managesForms() || supervises());
    }

    Author author(@Nullable UUID command) {
        return new Author(user, device, command);
    }
}
