package org.fieldpost.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS before a hub, as a reverse proxy puts it there; whose certificate it shows can be changed. */
final class TlsDoor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TlsDoor.class.getName());

    /** The head of a record of data, and nothing anybody has encrypted. */
    private static final byte[] BROKEN =
            ByteBuffer.allocate(69).put(new byte[] {0x17, 3, 3, 0, 64}).array();

    private final ServerSocket door;
    private final URI hub;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong received = new AtomicLong();
    private volatile SSLContext shown;
    private volatile boolean breaks;

    TlsDoor(URI hub, SSLContext shown) throws IOException {
        this.hub = hub;
        this.shown = shown;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("tls-door").start(this::letIn);
    }

    URI address() {
        return URI.create("https://localhost:" + door.getLocalPort());
    }

    /** Shows another certificate from now on, to who comes anew; and everybody has to. */
    void show(SSLContext other) throws IOException {
        shown = other;
        hangUp();
    }

    /** Whether answers arrive with bytes changed on the way. */
    void breakAnswers(boolean some) {
        breaks = some;
    }

    /** Bytes of requests that were told to it. */
    long received() {
        return received.get();
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                var laptop = door.accept();
                open.add(laptop);
                Thread.ofVirtual().name("tls-laptop").start(() -> serve(laptop));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "nobody else comes in", e);
            }
        }
    }

    private void serve(Socket laptop) {
        var factory = shown.getSocketFactory();
        try (laptop;
                var line = (SSLSocket) factory.createSocket(laptop, null, laptop.getPort(), true)) {
            line.setUseClientMode(false);
            line.startHandshake();
            try (var inside = new Socket(hub.getHost(), hub.getPort())) {
                open.add(inside);
                Thread.ofVirtual().name("tls-answers").start(() -> answers(inside, line, laptop));
                requests(line.getInputStream(), inside);
                open.remove(inside);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a link ended", e);
        } finally {
            open.remove(laptop);
        }
    }

    private void requests(InputStream from, Socket to) throws IOException {
        var bytes = new byte[16_384];
        for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
            received.addAndGet(n);
            to.getOutputStream().write(bytes, 0, n);
        }
    }

    private void answers(Socket from, SSLSocket to, Socket bare) {
        try (to) {
            var in = from.getInputStream();
            var bytes = new byte[16_384];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                if (breaks) {
                    bare.getOutputStream().write(BROKEN);
                } else {
                    to.getOutputStream().write(bytes, 0, n);
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a link ended", e);
        }
    }

    private void hangUp() throws IOException {
        for (var socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        hangUp();
    }
}
