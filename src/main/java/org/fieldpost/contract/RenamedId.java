package org.fieldpost.contract;

import java.util.UUID;

/**
 * A row that has another id now.
 *
 * @param formerId what it was called, in a life the hub has lost
 * @param entityId its permanent id
 */
public record RenamedId(UUID formerId, UUID entityId) {}
