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
    UNAUTHORIZED,
    TOO_MANY,
    SERVER_ERROR,
    TOO_LARGE
}
