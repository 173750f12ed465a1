package org.fieldpost.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends each request to the next of several servers, as a plain load balancer in front of hub processes would. */
public final class RoundRobin implements AutoCloseable {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final int HEAD_BYTES_MAX = 64 * 1024;
    private final List<URI> servers;
    private final ServerSocket door;
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public RoundRobin(List<URI> servers) {
        this(servers, 0);
    }

    /** {@code port} 0 takes any. */
    public RoundRobin(List<URI> servers, int port) {
        this.servers = List.copyOf(servers);
        try {
            door = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("round-robin").start(this::letIn);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** How many requests came through. */
    public int requests() {
        return requests.get();
    }

    private void letIn() {
        try {
            while (!door.isClosed()) {
                var client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed: nobody else is let in.
            return;
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client) {
            var head = head(client.getInputStream());
            if (head.isEmpty()) {
                return;
            }
            var to = servers.get(requests.getAndIncrement() % servers.size());
            try (var server = new Socket(to.getHost(), to.getPort())) {
                open.add(server);
                server.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                Thread.ofVirtual().start(() -> pass(client, server));
                pass(server, client);
                open.remove(server);
            }
        } catch (IOException e) {
            // The client sees its line cut, as with any balancer whose server is gone.
            return;
        } finally {
            open.remove(client);
        }
    }

    /** The request's head, made to be the last on its connection, so that the next request goes elsewhere. */
    private static String head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < END_OF_HEAD.length && bytes.size() < HEAD_BYTES_MAX) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            bytes.write(b);
            matched = b == END_OF_HEAD[matched] ? matched + 1 : b == '\r' ? 1 : 0;
        }
        var head = bytes.toString(StandardCharsets.ISO_8859_1);
        return head.toLowerCase(java.util.Locale.ROOT).contains("\r\nupgrade: websocket")
                ? head
                : head.replaceAll("(?i)\r\nconnection:[^\r]*", "")
                        .replaceFirst("\r\n", "\r\nConnection: close\r\n");
    }

    private static void pass(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // One side is gone; the other will notice.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
