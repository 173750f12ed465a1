package org.fieldpost.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldpost.db.Database;
import org.fieldpost.db.Dialect;
import org.fieldpost.db.H2Database;
import org.fieldpost.db.H2Settings;
import org.fieldpost.db.PostgresDatabase;
import org.fieldpost.hub.store.OrganizationsTable.Organization;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.testing.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The history on the left was lost at stamp 20, the hub's goes on from there otherwise. */
@ParameterizedClass
@EnumSource(Dialect.class)
class FeedMarksTest {
    private static final UUID ORG = new UUID(1, 1);
    @Parameter Dialect dialect = Dialect.H2;
    @TempDir Path folder = Path.of("");
    private Database database;

    @BeforeEach
    void open() {
        database =
                switch (dialect) {
                    case H2 ->
                            H2Database.open(
                                    H2Settings.of(
                                            folder.resolve("hub"), null, HubSchema.MIGRATIONS));
                    case POSTGRESQL ->
                            PostgresDatabase.open(Postgres.migrated(HubSchema.MIGRATIONS));
                };
        database.run(
                tx ->
                        OrganizationsTable.create(
                                tx,
                                new Organization(new OrganizationId(ORG), "Water Aid"),
                                Instant.EPOCH));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void reach(long stamp) {
        database.run(
                tx -> CountersTable.take(tx, ORG, (int) (stamp - CountersTable.last(tx, ORG))));
    }

    private void start(long stamp, String mark) {
        reach(stamp);
        database.run(tx -> FeedMarksTable.add(tx, ORG, stamp, mark));
    }

    private long shared(long stamp, String... marks) {
        return database.read(tx -> FeedMarksTable.sharedUpTo(tx, ORG, List.of(marks), stamp));
    }

    @Test
    void a_cursor_of_this_history_is_whole_whatever_starts_came_after_it() {
        assertEquals(0, shared(0));
        reach(3);
        assertEquals(2, shared(2), "before the first mark");
        start(5, "aaaaaaaa");
        start(9, "bbbbbbbb");
        reach(12);
        assertEquals(4, shared(4));
        assertEquals(5, shared(5, "aaaaaaaa"));
        assertEquals(8, shared(8, "aaaaaaaa"));
        assertEquals(9, shared(9, "bbbbbbbb", "aaaaaaaa"));
        assertEquals(12, shared(12, "bbbbbbbb", "aaaaaaaa"));
    }

    @Test
    void one_ahead_of_the_hub_has_seen_what_is_lost() {
        start(1, "aaaaaaaa");
        reach(20);
        assertEquals(20, shared(25, "aaaaaaaa"), "the hub has written nothing since");
        assertEquals(20, shared(25, "bbbbbbbb", "aaaaaaaa"), "nor has it heard of that start");
    }

    @Test
    void one_that_the_hub_has_overtaken_since_is_known_by_its_marks() {
        start(1, "aaaaaaaa");
        reach(20);
        start(21, "dddddddd");
        reach(100);
        assertEquals(20, shared(25, "aaaaaaaa"), "of the same start as the backup");
        assertEquals(20, shared(30, "bbbbbbbb", "aaaaaaaa"), "of a later one");
        assertEquals(20, shared(30, "cccccccc", "bbbbbbbb", "aaaaaaaa"), "of one later still");
    }

    @Test
    void nobody_can_say_how_much_is_left_when_too_many_starts_are_lost() {
        start(1, "aaaaaaaa");
        reach(100);
        var marks = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            marks.add("%08x".formatted(i));
        }
        assertEquals(0, shared(50, marks.toArray(String[]::new)));
    }
}
