package org.fieldpost.endtoend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.fieldpost.testing.RoundRobin;

/** A place where a hub runs: as one process or as two. */
interface Site {
    /** How its programs are started. */
    Program program();

    /** Starts the hub; port 0 takes any. */
    Open open(int port) throws IOException;

    /** The command that mints a code. */
    String[] codeFor(String user, String role);

    /** A hub that answers. */
    interface Open extends AutoCloseable {
        String address();

        default int port() {
            return URI.create(address()).getPort();
        }

        @Override
        void close() throws IOException;
    }

    private static String[] code(String user, String role, String... hub) {
        var command = new java.util.ArrayList<String>(List.of("hub", "code"));
        command.addAll(List.of(hub));
        command.addAll(List.of("--user", user, "--role", role, "--json"));
        return command.toArray(String[]::new);
    }

    /** One process with an embedded database. */
    record OneHub(Program program, Path folder) implements Site {
        @Override
        public Open open(int port) throws IOException {
            var hub = program.hub(folder, port);
            return new Open() {
                @Override
                public String address() {
                    return hub.address();
                }

                @Override
                public void close() throws IOException {
                    hub.close();
                }
            };
        }

        @Override
        public String[] codeFor(String user, String role) {
            return code(user, role, "--db", folder.toString());
        }
    }

    /** Two processes on one PostgreSQL and one media folder, behind a balancer. */
    record TwoHubs(Program program, String url, Path media) implements Site {
        @Override
        public Open open(int port) throws IOException {
            var options = new String[] {"--db", url, "--media", media.toString(), "--port", "0"};
            var one = program.hub(options);
            var two = program.hub(options);
            var balancer =
                    new RoundRobin(
                            List.of(URI.create(one.address()), URI.create(two.address())), port);
            return new Open() {
                @Override
                public String address() {
                    return balancer.address().toString();
                }

                @Override
                public void close() throws IOException {
                    balancer.close();
                    one.close();
                    two.close();
                }
            };
        }

        @Override
        public String[] codeFor(String user, String role) {
            return code(user, role, "--db", url, "--media", media.toString());
        }
    }
}
