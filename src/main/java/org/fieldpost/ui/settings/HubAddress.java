package org.fieldpost.ui.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads a hub's address as people type it. */
final class HubAddress {
    private HubAddress() {}

    /** The address, with {@code https://} when no scheme was typed; empty when it is none. */
    static Optional<String> of(String typed) {
        var text = typed.strip();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        if (!text.contains("://")) {
            text = "https://" + text;
        }
        try {
            var address = new URI(text);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return web && address.getHost() != null ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
