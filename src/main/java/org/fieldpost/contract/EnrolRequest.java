package org.fieldpost.contract;

/**
 * A device asks to join with a one-time code.
 *
 * @param code the one-time code
 * @param deviceId the device's own external identifier, stable over re-enrolments
 * @param deviceType for instance {@code desktop}
 * @param osVersion the operating system and its version
 * @param appVersion the program's version
 * @param deviceName what people call it
 */
public record EnrolRequest(
        String code,
        String deviceId,
        String deviceType,
        String osVersion,
        String appVersion,
        String deviceName) {}
