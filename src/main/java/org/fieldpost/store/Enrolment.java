package org.fieldpost.store;

import java.util.List;
import org.fieldpost.contract.Role;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;

/**
 * Who this profile is to the hub.
 *
 * @param hub the hub's address
 * @param token goes into {@code Authorization: Bearer}; never logged
 */
public record Enrolment(
        String hub,
        String token,
        DeviceId device,
        UserId user,
        String userName,
        OrganizationId organization,
        String organizationName,
        List<String> roles) {
    public Enrolment {
        roles = List.copyOf(roles);
    }

    /** Whether this person reviews and decides. */
    public boolean supervises() {
        return roles.contains(Role.SUPERVISOR.word()) || roles.contains(Role.ADMIN.word());
    }

    @Override
    public String toString() {
        return "Enrolment[device " + device + ", user " + user + ", hub " + hub + "]";
    }
}
