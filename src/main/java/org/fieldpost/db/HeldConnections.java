package org.fieldpost.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jdbi.v3.core.ConnectionFactory;

/** Connections kept open between transactions; never more than there are threads that ask. */
final class HeldConnections implements ConnectionFactory, AutoCloseable {
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final ConnectionFactory fresh;

    HeldConnections(ConnectionFactory fresh) {
        this.fresh = fresh;
    }

    @Override
    public Connection openConnection() throws SQLException {
        var held = idle.poll();
        return held != null ? held : fresh.openConnection();
    }

    @Override
    public void closeConnection(Connection connection) {
        idle.push(connection);
    }

    /** Closes what is idle. */
    @Override
    public void close() throws SQLException {
        for (var next = idle.poll(); next != null; next = idle.poll()) {
            next.close();
        }
    }
}
