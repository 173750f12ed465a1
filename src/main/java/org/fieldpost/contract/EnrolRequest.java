package org.fieldpost.contract;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device asks to join with a one-time code.
 *
 * @param code the one-time code
 * @param deviceId the device's own external identifier, stable over re-enrolments
 * @param deviceType for instance {@code desktop}
 * @param osVersion the operating system and its version
 * @param appVersion the program's version
 * @param deviceName what people call it
 * @param formerId the id it had at this hub, which may have been restored from a backup older than that; null for a
 *     device that joins for the first time
 */
public record EnrolRequest(
        String code,
        String deviceId,
        String deviceType,
        String osVersion,
        String appVersion,
        String deviceName,
        @Nullable UUID formerId) {
    /** Of a device that joins for the first time. */
    public EnrolRequest(
            String code,
            String deviceId,
            String deviceType,
            String osVersion,
            String appVersion,
            String deviceName) {
        this(code, deviceId, deviceType, osVersion, appVersion, deviceName, null);
    }
}
