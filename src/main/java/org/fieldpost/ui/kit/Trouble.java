package org.fieldpost.ui.kit;

import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong, as a person needs it told.
 *
 * @param what happened
 * @param data what it means for the person's data
 * @param remedy what to do
 * @param code for support; empty for none
 * @param details for support, shown on demand; null for none
 */
public record Trouble(
        String what, String data, String remedy, String code, @Nullable String details) {}
