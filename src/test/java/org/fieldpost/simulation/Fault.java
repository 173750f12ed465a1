package org.fieldpost.simulation;

/** What the network or the hub does to one call. */
public enum Fault {
    NONE,
    /** The hub never hears of it. */
    DROP_REQUEST,
    /** The hub does it, the device never hears of it. */
    DROP_RESPONSE,
    /** The hub gets it twice, the device hears the second answer. */
    DUPLICATE,
    /** The device is killed before the request leaves. */
    KILLED_BEFORE,
    /** The device is killed when the hub has done it, before the answer is taken in. */
    KILLED_AFTER,
    UNAUTHORIZED,
    TOO_MANY,
    SERVER_ERROR,
    TOO_LARGE
}
