package org.fieldpost.contract;

import java.time.Instant;

/**
 * What {@code GET /health} says.
 *
 * @param status {@code ok}
 * @param version the hub program's version
 * @param epoch the hub's epoch
 * @param time the hub's clock, by which devices see their own skew
 */
public record HubHealth(String status, String version, String epoch, Instant time) {}
