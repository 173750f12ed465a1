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
import org.fieldpost.hub.store.FeedMarksTable.Mark;
import org.fieldpost.hub.store.FeedMarksTable.Parting;
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

    private long shared(long stamp, Mark... marks) {
        return parting(stamp, marks).sharedUpTo();
    }

    private Parting parting(long stamp, Mark... marks) {
        return database.read(tx -> FeedMarksTable.parting(tx, ORG, List.of(marks), stamp));
    }

    private static Mark at(long stamp, String word) {
        return new Mark(word, stamp);
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
        assertEquals(5, shared(5, at(5, "aaaaaaaa")));
        assertEquals(8, shared(8, at(5, "aaaaaaaa")));
        assertEquals(9, shared(9, at(9, "bbbbbbbb"), at(5, "aaaaaaaa")));
        assertEquals(12, shared(12, at(9, "bbbbbbbb"), at(5, "aaaaaaaa")));
    }

    @Test
    void a_start_may_leave_two_marks() {
        start(5, "aaaaaaaa");
        start(9, "aaaaaaaa");
        reach(12);
        assertEquals(8, shared(8, at(5, "aaaaaaaa")));
        assertEquals(12, shared(12, at(9, "aaaaaaaa"), at(5, "aaaaaaaa")));
    }

    @Test
    void one_ahead_of_the_hub_has_seen_what_is_lost() {
        start(1, "aaaaaaaa");
        reach(20);
        assertEquals(20, shared(25, at(1, "aaaaaaaa")), "the hub has written nothing since");
        assertEquals(
                20,
                shared(25, at(23, "bbbbbbbb"), at(1, "aaaaaaaa")),
                "nor has it heard of that start");
    }

    @Test
    void one_that_the_hub_has_overtaken_since_is_known_by_its_marks() {
        start(1, "aaaaaaaa");
        reach(20);
        start(21, "dddddddd");
        reach(100);
        var first = at(1, "aaaaaaaa");
        var second = at(23, "bbbbbbbb");
        assertEquals(20, shared(25, first), "of the same start as the backup");
        assertEquals(20, shared(30, second, first), "of a later one");
        assertEquals(20, shared(30, at(28, "cccccccc"), second, first), "of one later still");
    }

    @Test
    void of_a_life_that_ended_when_a_newer_backup_was_put_back_no_more_is_shared_than_it_had() {
        start(1, "aaaaaaaa");
        reach(90);
        assertEquals(50, shared(60, at(51, "bbbbbbbb"), at(1, "aaaaaaaa")));
        start(91, "cccccccc");
        reach(100);
        assertEquals(50, shared(60, at(51, "bbbbbbbb"), at(1, "aaaaaaaa")));
        assertEquals(new Parting(10, 91), parting(60, at(11, "bbbbbbbb"), at(1, "aaaaaaaa")));
        assertEquals(0, shared(60, at(1, "bbbbbbbb")));
    }

    @Test
    void older_starts_of_another_history_are_not_since() {
        start(1, mark(1_000));
        start(11, mark(2_000));
        start(21, mark(4_000));
        reach(30);
        var first = at(1, mark(1_000));
        assertEquals(new Parting(10, 11), parting(15, first), "none is older");
        assertEquals(new Parting(10, 11), parting(15, at(11, mark(1_500)), first));
        assertEquals(new Parting(10, 21), parting(15, at(11, mark(3_000)), first));
        assertEquals(new Parting(10, Long.MAX_VALUE), parting(15, at(11, mark(5_000)), first));
    }

    @Test
    void starts_that_do_not_say_when_they_were_are_older_than_those_that_do() {
        start(1, "aaaaaaaa");
        start(11, "bbbbbbbb");
        reach(30);
        var first = at(1, "aaaaaaaa");
        assertEquals(new Parting(10, 11), parting(15, at(11, "cccccccc"), first));
        assertEquals(new Parting(10, Long.MAX_VALUE), parting(15, at(11, mark(1_000)), first));
        start(31, mark(2_000));
        assertEquals(new Parting(10, 31), parting(15, at(11, mark(1_000)), first));
    }

    private static String mark(long millis) {
        return FeedMarksTable.markOf(Instant.ofEpochMilli(millis), new UUID(0, millis));
    }

    @Test
    void a_mark_says_when_whatever_the_clock() {
        for (var at : List.of(Instant.MIN, Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"))) {
            assertEquals(
                    15, FeedMarksTable.markOf(at, new UUID(0, 1)).length(), () -> at.toString());
        }
    }

    @Test
    void a_cursor_that_does_not_say_where_its_marks_are_shares_what_is_certain() {
        start(5, "aaaaaaaa");
        reach(20);
        assertEquals(18, shared(18, at(0, "aaaaaaaa")));
        assertEquals(20, shared(25, at(0, "aaaaaaaa")));
        assertEquals(5, shared(18, at(0, "bbbbbbbb"), at(0, "aaaaaaaa")), "up to the mark");
        assertEquals(0, shared(18, at(0, "bbbbbbbb")));
    }

    @Test
    void nobody_can_say_how_much_is_left_when_too_many_starts_are_lost() {
        start(1, "aaaaaaaa");
        reach(100);
        var marks = new ArrayList<Mark>();
        for (int i = 24; i > 0; i--) {
            marks.add(at(i + 20, "%08x".formatted(i)));
        }
        assertEquals(0, shared(50, marks.toArray(Mark[]::new)));
    }
}
