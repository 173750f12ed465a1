package org.fieldpost.simulation;

/** The hub's process ends here. */
final class HubDied extends Error {
    private static final long serialVersionUID = 1;
}
