package org.fieldpost.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.HashSet;
import java.util.Set;
import org.fieldpost.sync.NetworkLinks;

/** The addresses of this machine's interfaces that are up; its own loopback and addresses good for one cable aside. */
final class MachineLinks implements NetworkLinks {
    @Override
    public Set<String> addresses() throws IOException {
        var found = new HashSet<String>();
        for (var link : NetworkInterface.networkInterfaces().toList()) {
            if (link.isUp() && !link.isLoopback()) {
                link.inetAddresses()
                        .filter(MachineLinks::leadsSomewhere)
                        .forEach(at -> found.add(link.getName() + " " + at.getHostAddress()));
            }
        }
        return found;
    }

    private static boolean leadsSomewhere(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isAnyLocalAddress();
    }
}
