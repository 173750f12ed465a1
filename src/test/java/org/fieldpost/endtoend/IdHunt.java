package org.fieldpost.endtoend;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldpost.db.ReadTx;
import org.fieldpost.store.Profile;

/** Looks for an id in every column of every table of a profile: keys, answers, commands, drafts, reports. */
final class IdHunt {
    /** Keeps what the temporary id has become: its purpose. */
    private static final String MAP = "id_mappings";

    private final Profile profile;

    IdHunt(Profile profile) {
        this.profile = profile;
    }

    /** Where {@code id} is found, as {@code table.column}, once for each row; the map of ids aside. */
    List<String> find(String id) {
        return profile.database().read(tx -> find(tx, id.toLowerCase(Locale.ROOT)));
    }

    private static List<String> find(ReadTx tx, String id) {
        var found = new ArrayList<String>();
        var tables =
                tx.handle()
                        .createQuery(
                                """
                                SELECT table_name FROM information_schema.tables
                                WHERE table_schema = CURRENT_SCHEMA AND table_type LIKE '%TABLE%'
                                """)
                        .mapTo(String.class)
                        .list();
        if (tables.size() < 10) {
            throw new IllegalStateException("these cannot be all tables: " + tables);
        }
        for (var table : tables) {
            if (!table.equalsIgnoreCase(MAP)) {
                tx.handle()
                        .createQuery("SELECT * FROM \"" + table + "\"")
                        .mapToMap()
                        .forEach(
                                row ->
                                        row.forEach(
                                                (column, value) -> {
                                                    if (text(value).contains(id)) {
                                                        found.add(table + "." + column);
                                                    }
                                                }));
            }
        }
        return found;
    }

    private static String text(Object value) {
        var text =
                value instanceof byte[] bytes
                        ? new String(bytes, StandardCharsets.UTF_8)
                        : String.valueOf(value);
        return text.toLowerCase(Locale.ROOT);
    }
}
