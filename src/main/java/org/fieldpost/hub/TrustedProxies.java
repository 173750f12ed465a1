package org.fieldpost.hub;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The proxies before the hub. What anybody else says about where a request comes from is not believed: whoever guesses
 * enrolment codes would name another address each time.
 */
public final class TrustedProxies {
    /** None: the line itself says who calls. */
    public static final TrustedProxies NONE = new TrustedProxies(Set.of());

    private static final int HOPS_MAX = 20;
    private final Set<InetAddress> addresses;

    private TrustedProxies(Set<InetAddress> addresses) {
        this.addresses = Set.copyOf(addresses);
    }

    /** Proxies by their addresses, never by name; throws {@link IllegalArgumentException} for anything else. */
    public static TrustedProxies of(List<String> addresses) {
        var read = new HashSet<InetAddress>();
        for (var text : addresses) {
            try {
                read.add(InetAddress.ofLiteral(text.strip()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is not the address of a proxy", e);
            }
        }
        return new TrustedProxies(read);
    }

    /**
     * Who a request comes from: the first that is no proxy of ours, seen from here.
     *
     * @param line the address at the other end of the line
     * @param forwarded the values of {@code X-Forwarded-For}, each proxy adding whom it heard the request from at the
     *     end
     */
    String caller(String line, List<String> forwarded) {
        var caller = line;
        var hops = hops(forwarded);
        while (isTrusted(caller) && !hops.isEmpty()) {
            var before = hops.removeLast();
            if (literal(before) == null) {
                return caller;
            }
            caller = before;
        }
        var address = literal(caller);
        return address == null ? caller : address.getHostAddress();
    }

    private boolean isTrusted(String text) {
        var address = literal(text);
        return address != null && addresses.contains(address);
    }

    private static List<String> hops(List<String> forwarded) {
        var hops = new ArrayList<String>();
        for (var value : forwarded) {
            hops.addAll(List.of(value.split(",", -1)));
        }
        return hops.size() <= HOPS_MAX
                ? hops
                : new ArrayList<>(hops.subList(hops.size() - HOPS_MAX, hops.size()));
    }

    /** The address a text names, with brackets and a port or without; never looked up. */
    private static @Nullable InetAddress literal(String text) {
        var bare = text.strip();
        if (bare.startsWith("[") && bare.indexOf(']') > 0) {
            bare = bare.substring(1, bare.indexOf(']'));
        } else if (bare.indexOf(':') > 0 && bare.indexOf(':') == bare.lastIndexOf(':')) {
            bare = bare.substring(0, bare.indexOf(':'));
        }
        try {
            return InetAddress.ofLiteral(bare);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
