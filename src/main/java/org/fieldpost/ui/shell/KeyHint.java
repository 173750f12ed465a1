package org.fieldpost.ui.shell;

/**
 * A line of the key sheet.
 *
 * @param keys as printed on the keys, joined by +: {@code Ctrl+Enter}
 * @param meaning what they do, in the person's language
 */
public record KeyHint(String keys, String meaning) {}
