package org.fieldpost.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A bad network on loopback: real connections in, real connections out, and a script that says what happens to each
 * request. It keeps account of what went over it. The hint socket is refused: a device finds news by itself.
 */
public final class FaultProxy implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FaultProxy.class.getName());
    private static final Set<Integer> NO_BODY = Set.of(204, 304);

    /** Says what happens to a request. */
    @FunctionalInterface
    public interface Script {
        /** {@code path} with its query. Called by one thread for each connection. */
        LinkFault fault(String method, String path);
    }

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private volatile URI hub;
    private volatile Script script = (method, path) -> LinkFault.NONE;

    public FaultProxy(URI hub) throws IOException {
        this.hub = hub;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    /** What devices take for the hub. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Another hub process, or the same one come back elsewhere. */
    public void leadTo(URI address) {
        hub = address;
    }

    /** From now on. */
    public void script(Script next) {
        script = next;
    }

    /** From now on, nothing happens to anything. */
    public void heal() {
        script((method, path) -> LinkFault.NONE);
    }

    /** Refuses longer bodies to a path with 413, as some proxies do, until {@link #heal healed}. */
    public void limitBody(String path, int bytes) {
        script(
                (method, at) ->
                        at.startsWith(path) ? new LinkFault.TooLarge(bytes) : LinkFault.NONE);
    }

    /** What went over it so far. */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** Forgets what went over it. */
    public void forget() {
        exchanges.clear();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var device = server.accept();
                open.add(device);
                Thread.ofVirtual().name("proxied").start(() -> serve(device));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "no more connections", e);
            }
        }
    }

    private void serve(Socket device) {
        try (device) {
            var in = new BufferedInputStream(device.getInputStream());
            boolean goesOn = true;
            while (goesOn) {
                var request = HttpText.read(in);
                goesOn = request != null && carry(request, in, device);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a link ended", e);
        } finally {
            open.remove(device);
        }
    }

    /** Whether the connection goes on. */
    private boolean carry(HttpText request, InputStream in, Socket device) throws IOException {
        if (!request.header("upgrade").isEmpty()) {
            return false;
        }
        var out = device.getOutputStream();
        return switch (script.fault(request.method(), request.path())) {
            case LinkFault.CutRequest(int bytes) -> {
                cut(request, in, bytes, null);
                yield false;
            }
            case LinkFault.Hold hold -> {
                hold(hold, request, in, out);
                yield false;
            }
            case LinkFault.DropRequest() -> {
                request.body(in, true);
                exchanges.add(Exchange.of(request, 0));
                yield false;
            }
            case LinkFault.DropAnswer() -> {
                ask(request, request.body(in, true), false);
                yield false;
            }
            case LinkFault.Truncate(int bytes) -> {
                var answer = ask(request, request.body(in, true), false);
                out.write(answer, 0, Math.min(bytes, answer.length));
                out.flush();
                yield false;
            }
            case LinkFault.Instead instead -> {
                request.body(in, true);
                exchanges.add(Exchange.of(request, 0));
                yield tell(out, text(instead));
            }
            case LinkFault.TooLarge(int bytesMax) -> {
                var body = request.body(in, true);
                if (body.length <= bytesMax) {
                    yield tell(out, ask(request, body, true));
                }
                exchanges.add(Exchange.of(request, 0));
                var page = Map.of("Content-Type", "text/html");
                yield tell(out, text(new LinkFault.Instead(413, page, "Too large")));
            }
            case LinkFault.Delay(var by) -> {
                var answer = ask(request, request.body(in, true), true);
                released.copy()
                        .completeOnTimeout(null, by.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
                yield tell(out, answer);
            }
            case LinkFault.Duplicate() -> {
                var body = request.body(in, true);
                ask(request, body, false);
                yield tell(out, ask(request, body, true));
            }
            case LinkFault.None() -> tell(out, ask(request, request.body(in, true), true));
        };
    }

    private static boolean tell(OutputStream out, byte[] answer) throws IOException {
        out.write(answer);
        out.flush();
        return true;
    }

    private static byte[] text(LinkFault.Instead instead) {
        var text = new StringBuilder("HTTP/1.1 " + instead.status() + " Fault\r\n");
        instead.headers().forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
        int length = instead.body().getBytes(StandardCharsets.UTF_8).length;
        return text.append("Content-Length: " + length + "\r\n\r\n")
                .append(instead.body())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Asks the hub and gives its whole answer. */
    private byte[] ask(HttpText request, byte[] body, boolean told) throws IOException {
        try (var line = connect()) {
            var out = line.getOutputStream();
            out.write(request.raw());
            out.write(body);
            out.flush();
            return answer(request, body.length, line, told);
        }
    }

    private byte[] answer(HttpText request, int carried, Socket line, boolean told)
            throws IOException {
        var exchange = Exchange.of(request, carried);
        try {
            var from = new BufferedInputStream(line.getInputStream());
            var head = HttpText.read(from);
            if (head == null) {
                throw new IOException("the hub hung up");
            }
            boolean mayHaveBody =
                    !request.method().equals("HEAD") && !NO_BODY.contains(head.status());
            var all = new ByteArrayOutputStream();
            all.writeBytes(head.raw());
            all.writeBytes(head.body(from, mayHaveBody));
            exchange = exchange.answered(head, told);
            return all.toByteArray();
        } finally {
            exchanges.add(exchange);
        }
    }

    private Socket connect() throws IOException {
        var address = hub;
        var line = new Socket(address.getHost(), address.getPort());
        open.add(line);
        return line;
    }

    /** Carries so much of the body and no more; with a hold, both ends stay open until it is released. */
    private void cut(
            HttpText request,
            InputStream in,
            int bytes,
            LinkFault.@org.jspecify.annotations.Nullable Hold hold)
            throws IOException {
        try (var line = connect()) {
            var out = line.getOutputStream();
            out.write(request.raw());
            var part = in.readNBytes(Math.min(bytes, (int) request.number("content-length")));
            out.write(part);
            out.flush();
            var exchange = Exchange.of(request, part.length);
            exchanges.add(exchange);
            if (hold != null) {
                hold.reached().complete(exchange);
                untilTheDeviceIsGone(in);
            }
        }
    }

    /** The kernel tells the other end when a process dies; so does this. */
    private static void untilTheDeviceIsGone(InputStream in) throws IOException {
        var rest = new byte[8192];
        int n;
        do {
            n = in.read(rest);
        } while (n >= 0);
    }

    private void hold(LinkFault.Hold hold, HttpText request, InputStream in, OutputStream out)
            throws IOException {
        switch (hold.place()) {
            case REQUEST -> {
                request.body(in, true);
                var exchange = Exchange.of(request, 0);
                exchanges.add(exchange);
                hold.reached().complete(exchange);
                untilTheDeviceIsGone(in);
            }
            case BODY -> cut(request, in, hold.bytes(), hold);
            case ANSWER -> {
                var answer = ask(request, request.body(in, true), false);
                out.write(answer, 0, Math.min(hold.bytes(), answer.length));
                out.flush();
                hold.reached().complete(new ArrayList<>(exchanges).getLast());
                untilTheDeviceIsGone(in);
            }
        }
    }

    @Override
    public void close() throws IOException {
        released.complete(null);
        server.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
