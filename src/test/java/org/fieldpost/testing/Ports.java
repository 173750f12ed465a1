package org.fieldpost.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that are stopped and come back at the same address. The system gives none of them to whoever takes
 * any free port, so that nobody sits there meanwhile: it does so from 32768 (Linux) or 49152 on.
 */
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final int APART = 97;

    /** Processes that test at the same time begin at places apart. */
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * APART % COUNT));

    private Ports() {}

    /** A port on loopback that is nobody's, and stays so while its server is down. */
    public static int own() throws IOException {
        IOException last = new IOException("none was tried");
        for (int tries = 0; tries < APART; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}
