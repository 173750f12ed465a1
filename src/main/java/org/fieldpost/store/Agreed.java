package org.fieldpost.store;

import org.jspecify.annotations.Nullable;

/**
 * What this laptop and the hub last agreed on about a row.
 *
 * @param version the hub's version; null before the hub had the row
 * @param snapshot what the row said then, as JSON text; null before the hub had it
 */
public record Agreed(@Nullable Long version, @Nullable String snapshot) {}
