package org.fieldpost.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CountDownLatch;
import org.fieldpost.db.DatabaseProblem.Kind;
import org.fieldpost.testing.Postgres;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest extends DatabaseContractTest {
    @Override
    Database open() {
        return PostgresDatabase.open(Postgres.fresh(MIGRATIONS));
    }

    @Test
    void a_deadlock_is_tried_again_until_both_are_done() {
        db().run(
                        tx ->
                                tx.handle()
                                        .execute(
                                                "INSERT INTO counters (name, \"value\") VALUES ('c', 0)"));
        var bothHoldOne = new CountDownLatch(2);
        var first = later(() -> db().write(tx -> addInOrder(tx, bothHoldOne, "a;b", "c")));
        var second = later(() -> db().write(tx -> addInOrder(tx, bothHoldOne, "c", "a;b")));
        assertEquals(2, first.join() + second.join());
        int sum =
                db().read(
                                tx ->
                                        tx.handle()
                                                .createQuery("SELECT SUM(\"value\") FROM counters")
                                                .mapTo(Integer.class)
                                                .one());
        assertEquals(4, sum);
    }

    private static int addInOrder(WriteTx tx, CountDownLatch bothHoldOne, String... names) {
        for (var name : names) {
            tx.handle()
                    .execute("UPDATE counters SET \"value\" = \"value\" + 1 WHERE name = ?", name);
            bothHoldOne.countDown();
            await(bothHoldOne);
        }
        return 1;
    }

    @Test
    void a_server_that_is_not_there_is_a_problem_with_a_remedy() {
        var settings =
                new PostgresSettings(
                        "jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1",
                        "u",
                        "p",
                        MIGRATIONS,
                        1);
        var problem = assertThrows(DatabaseProblem.class, () -> PostgresDatabase.open(settings));
        assertEquals(Kind.UNREACHABLE, problem.kind());
    }

    @Test
    void a_second_process_finds_the_schema_already_there() {
        var settings = Postgres.fresh(MIGRATIONS);
        PostgresDatabase.open(settings).close();
        PostgresDatabase.open(settings).close();
    }
}
