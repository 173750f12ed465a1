package org.fieldpost.hub.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.H2Database;
import org.fieldpost.db.H2Settings;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A page costs what is on it, not what the hub holds. H2 keeps a plan for as long as its connection lives, so the plan
 * made on an empty hub is the one that has to be right.
 */
class FeedPlansTest {
    private static final UUID ORG = new UUID(1, 1);
    private static final UUID AWA = new UUID(2, 2);
    private H2Database database;

    @BeforeEach
    void open(@TempDir Path folder) {
        database =
                H2Database.open(H2Settings.of(folder.resolve("hub"), null, HubSchema.MIGRATIONS));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void goesBy(String index, Scope scope, EntityType type) {
        var table = EntityTable.of(type);
        var name = " public.idx_%s_%s:".formatted(type.word(), index);
        for (var sql : new String[] {table.placesSql(scope), table.betweenSql(scope)}) {
            var plan = plan(sql);
            assertTrue(plan.contains(name), () -> name + " is not in " + plan);
        }
    }

    private String plan(String sql) {
        return database.read(
                tx ->
                        tx.handle()
                                .createQuery("EXPLAIN " + sql)
                                .bind("organization", ORG)
                                .bind("user", AWA)
                                .bind("stamp", 1L)
                                .bind("after", new UUID(0, 0))
                                .bind("limit", 10)
                                .bind("first", 1L)
                                .bind("last", 2L)
                                .configure(
                                        SqlStatements.class,
                                        bound -> bound.setUnusedBindingAllowed(true))
                                .mapTo(String.class)
                                .one());
    }

    @ParameterizedTest
    @EnumSource
    void who_sees_everything_is_read_for_by_the_order_of_changes(EntityType type) {
        goesBy("changes", new Scope(ORG, AWA, true, true), type);
    }

    @ParameterizedTest
    @EnumSource
    void who_sees_the_own_rows_is_read_for_by_the_order_of_their_changes(EntityType type) {
        var index = type == EntityType.MOBILE_FORMS ? "changes" : "owner";
        goesBy(index, new Scope(ORG, AWA, false, false), type);
    }
}
