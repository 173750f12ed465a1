package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shortening of the journal reads: what is unsent, not all that is held. Nothing can be saved meanwhile. */
class ShorteningTest {
    private static final int MANY = 400;
    private static final Pattern RUN_FOR_EVERY_ROW =
            Pattern.compile("([<>=]|IN)\\s*\\(\\s*SELECT", Pattern.CASE_INSENSITIVE);
    private Profiles profiles;
    private Profile profile;

    @BeforeEach
    void create(@TempDir Path folder) {
        profiles = new Profiles(folder);
        profile = profiles.create();
    }

    @AfterEach
    void close() {
        profile.close();
    }

    private List<UUID> submissions(int count) {
        var made = new ArrayList<UUID>();
        var mutations = new ArrayList<Mutation>();
        for (int i = 0; i < count; i++) {
            made.add(profiles.ids.next());
            mutations.add(profiles.submit(made.getLast(), "well " + i));
        }
        profile.writes().commit(mutations);
        return made;
    }

    /** Everything so far has been at the hub for a while. */
    private void everythingIsAtTheHub() {
        sql("UPDATE submissions SET dirty = FALSE, row_version = 1");
        sql("UPDATE submissions SET words_stale = FALSE WHERE MOD(local_key, 2) = 0");
        sql("UPDATE outbox_events SET status = 'COMPLETED'");
        sql("DELETE FROM outbox_references");
        sql(
                "UPDATE id_mappings SET status = 'resolved', server_id = RANDOM_UUID(),"
                        + " resolved_at = created_at");
    }

    private void sql(String statement) {
        profile.database().run(tx -> tx.handle().execute(statement));
    }

    private String plan(String sql) {
        var since = "TIMESTAMP WITH TIME ZONE '%s'".formatted(profiles.now());
        var explained = "EXPLAIN " + sql.replace(":since", since).replace(":limit", "10");
        return profile.database()
                .read(tx -> tx.handle().createQuery(explained).mapTo(String.class).one());
    }

    private int unsent(String table) {
        var rows = new ArrayList<TableRestore.Rows>();
        profile.database()
                .read(
                        tx -> {
                            new TableRestore().unsent(tx, rows::add);
                            return rows;
                        });
        return rows.stream()
                .filter(some -> some.table().equals(table))
                .mapToInt(some -> some.rows().size())
                .sum();
    }

    @Test
    void submissions_commands_and_ids_that_are_at_the_hub_are_not_looked_at() {
        submissions(MANY);
        everythingIsAtTheHub();
        for (var table :
                List.of(
                        "submissions",
                        "submission_references",
                        "outbox_events",
                        "outbox_payloads",
                        "id_mappings")) {
            for (var sql : TableRestore.sql(table)) {
                var plan = plan(sql);
                assertFalse(plan.contains("tableScan"), plan);
            }
        }
    }

    @Test
    void the_newest_replaced_ids_are_read_from_the_end_of_an_index() {
        submissions(MANY);
        everythingIsAtTheHub();
        var plan = plan(TableRestore.NEWEST_RESOLVED);
        assertTrue(plan.contains("idx_id_mappings_status"), plan);
        assertTrue(plan.contains("/* index sorted */"), plan);
    }

    @Test
    void no_condition_has_a_query_that_is_run_again_for_every_row() {
        for (var table : TableRestore.tables()) {
            for (var sql : TableRestore.sql(table)) {
                assertFalse(RUN_FOR_EVERY_ROW.matcher(sql).find(), sql);
            }
        }
    }

    @Test
    void what_is_unsent_is_found_whether_its_words_are_gathered_or_not() {
        submissions(MANY);
        everythingIsAtTheHub();
        var made = submissions(10);
        sql("UPDATE submissions SET words_stale = FALSE WHERE MOD(local_key, 2) = 0");
        assertEquals(made.size(), unsent("submissions"));
        assertEquals(made.size(), unsent("outbox_events"));
        assertEquals(made.size(), unsent("outbox_payloads"));
    }

    @Test
    void of_ids_that_were_replaced_only_the_last_days_newest_are_told_again() {
        submissions(MANY);
        everythingIsAtTheHub();
        assertEquals(MANY, unsent("id_mappings"));
        profiles.clock.move(Duration.ofDays(2));
        submissions(3);
        sql(
                "UPDATE id_mappings SET status = 'resolved', server_id = RANDOM_UUID(),"
                        + " resolved_at = created_at WHERE status = 'pending'");
        assertEquals(3, unsent("id_mappings"));
    }
}
