package org.fieldpost.contract;

import java.util.List;
import java.util.UUID;

/**
 * A device has joined.
 *
 * @param token 256 random bits in base64url; goes into {@code Authorization: Bearer}, kept hashed at the hub
 * @param deviceId the hub's id for the device
 * @param userId who uses it
 * @param userName their name
 * @param organizationId their organization
 * @param organizationName its name
 * @param roles {@code field_worker}, {@code supervisor}, {@code form_manager}, {@code admin}
 * @param epoch the hub's epoch
 */
public record EnrolResponse(
        String token,
        UUID deviceId,
        UUID userId,
        String userName,
        UUID organizationId,
        String organizationName,
        List<String> roles,
        String epoch) {
    public EnrolResponse {
        roles = List.copyOf(roles);
    }

    @Override
    public String toString() {
        return "EnrolResponse[device " + deviceId + ", user " + userId + ", token withheld]";
    }
}
