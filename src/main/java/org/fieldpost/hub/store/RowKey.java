package org.fieldpost.hub.store;

import java.util.UUID;
import org.fieldpost.contract.EntityType;

/** Names a row within an organization; an id alone may, by malice, occur in two tables. */
public record RowKey(EntityType type, UUID id) {
    /** Of a row. */
    public static RowKey of(EntityRow row) {
        return new RowKey(row.type(), row.id());
    }
}
