package org.fieldpost.hub.store;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fieldpost.contract.EntityType;

/** One of each synced table. */
final class Tables {
    static final Map<EntityType, EntityTable> ALL =
            Collections.unmodifiableMap(
                    Stream.of(
                                    new MobileDevicesTable(),
                                    new MobileFormsTable(),
                                    new SubmissionsTable(),
                                    new SubmissionMediaTable(),
                                    new ConflictsTable(),
                                    new TelemetryTable())
                            .collect(
                                    Collectors.toMap(
                                            EntityTable::type,
                                            table -> table,
                                            (a, b) -> a,
                                            () -> new EnumMap<>(EntityType.class))));

    private Tables() {}
}
