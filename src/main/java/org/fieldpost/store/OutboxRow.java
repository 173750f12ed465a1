package org.fieldpost.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.SyncAction;

/** Reads rows of {@code outbox_events}. */
final class OutboxRow {
    /** Commands with what they say, {@code o} and {@code p}; what follows begins with WHERE. */
    static final String SELECT =
            """
            SELECT o.*, p.payload, p.base_snapshot
            FROM outbox_events o JOIN outbox_payloads p ON p.sequence = o.sequence
            """;

    private OutboxRow() {}

    static EntityType type(ResultSet row) throws SQLException {
        return EntityType.of(Sql.text(row, "entity_type")).orElseThrow();
    }

    static OutboxCommand command(ResultSet row) throws SQLException {
        var code = row.getString("error_code");
        return new OutboxCommand(
                Sql.uuid(row, "id"),
                row.getLong("sequence"),
                type(row),
                Sql.uuid(row, "aggregate_id"),
                SyncAction.of(Sql.text(row, "action")),
                Sql.jsonOrNull(row, "payload"),
                Sql.longOrNull(row, "base_version"),
                Sql.jsonOrNull(row, "base_snapshot"),
                row.getLong("client_version"),
                OutboxStatus.valueOf(Sql.text(row, "status")),
                row.getInt("attempts"),
                Sql.instant(row, "next_attempt_at"),
                code == null
                        ? null
                        : new ErrorBody(
                                code,
                                Sql.text(row, "error_message"),
                                row.getBoolean("error_retryable")),
                row.getString("lease_owner"),
                row.getLong("fencing_token"),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "state_updated_at"));
    }
}
