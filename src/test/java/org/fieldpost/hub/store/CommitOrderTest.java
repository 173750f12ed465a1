package org.fieldpost.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.db.Database;
import org.fieldpost.db.Dialect;
import org.fieldpost.db.H2Database;
import org.fieldpost.db.H2Settings;
import org.fieldpost.db.PostgresDatabase;
import org.fieldpost.hub.store.OrganizationsTable.Organization;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.testing.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Invariant 5: change order is commit order; nothing ever appears at or below a cursor already given out. */
@ParameterizedClass
@EnumSource(Dialect.class)
class CommitOrderTest {
    private static final UUID ORGANIZATION = new UUID(1, 1);
    private static final Scope ALL = new Scope(ORGANIZATION, new UUID(2, 2), true, true);
    @Parameter Dialect dialect = Dialect.H2;
    @TempDir Path folder = Path.of("");
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ChangeFeed feed = new ChangeFeed(1_000, 1 << 20);
    private Database database;
    private OrgWrites writes;

    @BeforeEach
    void open() {
        database =
                dialect == Dialect.H2
                        ? H2Database.open(
                                H2Settings.of(folder.resolve("hub"), null, HubSchema.MIGRATIONS))
                        : PostgresDatabase.open(Postgres.migrated(HubSchema.MIGRATIONS));
        writes = new OrgWrites(database, () -> Instant.EPOCH, new UUID(9, 9));
        database.run(
                tx ->
                        OrganizationsTable.create(
                                tx,
                                new Organization(new OrganizationId(ORGANIZATION), "Org"),
                                Instant.EPOCH));
    }

    @AfterEach
    void close() throws InterruptedException {
        threads.shutdown();
        assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
        database.close();
    }

    private static void addForm(OrgWrite write, String code) {
        var table = EntityTable.of(EntityType.MOBILE_FORMS);
        var payload =
                Json.object()
                        .put("code", code)
                        .put("version", "1")
                        .put("sha256", "0".repeat(64))
                        .put("published", true)
                        .put("draft", false)
                        .put("created_at", "2026-01-01T00:00:00Z")
                        .put("updated_at", "2026-01-01T00:00:00Z");
        payload.putObject("name");
        payload.putObject("schema");
        var row =
                EntityRow.fresh(
                        table.type(), FormIds.of(code, "1"), null, null, 1, table.clean(payload));
        write.insert(row, Author.HUB);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS), "waited in vain");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads on from a cursor; returns the codes seen and keeps the cursor. */
    private final class Reader {
        private CompositeCursor cursor = CompositeCursor.start("epoch");
        private final List<String> codes = new ArrayList<>();
        private long lastStamp;

        void read() {
            FeedPage page;
            do {
                var from = cursor;
                page = database.read(tx -> feed.read(tx, ALL, from, 3));
                for (var row : page.rows()) {
                    assertTrue(row.changedAt() > lastStamp, "a stamp at or below one already read");
                    lastStamp = row.changedAt();
                    codes.add(row.payload().path("code").asText());
                }
                cursor = page.next();
            } while (page.hasMore());
        }
    }

    @Test
    void who_commits_later_is_later_in_the_feed_though_it_wrote_first() {
        var firstHasWritten = new CountDownLatch(1);
        var firstMayCommit = new CountDownLatch(1);
        var reader = new Reader();
        var first =
                CompletableFuture.runAsync(
                        () ->
                                writes.write(
                                        ORGANIZATION,
                                        write -> {
                                            addForm(write, "first");
                                            firstHasWritten.countDown();
                                            if (dialect == Dialect.POSTGRESQL) {
                                                await(firstMayCommit);
                                            }
                                            return true;
                                        }),
                        threads);
        await(firstHasWritten);
        // On H2 writers are one behind the other; on PostgreSQL this one overtakes the first.
        writes.write(
                ORGANIZATION,
                write -> {
                    addForm(write, "second");
                    return true;
                });
        reader.read();
        firstMayCommit.countDown();
        first.join();
        reader.read();
        assertEquals(
                dialect == Dialect.POSTGRESQL
                        ? List.of("second", "first")
                        : List.of("first", "second"),
                reader.codes);
    }

    @Test
    void whoever_holds_stamps_is_waited_for() {
        var firstHasStamps = new CountDownLatch(1);
        var firstMayCommit = new CountDownLatch(1);
        var reader = new Reader();
        var first =
                CompletableFuture.runAsync(
                        () ->
                                writes.write(
                                        ORGANIZATION,
                                        write -> {
                                            addForm(write, "first");
                                            write.stamp();
                                            firstHasStamps.countDown();
                                            await(firstMayCommit);
                                            return true;
                                        }),
                        threads);
        await(firstHasStamps);
        var second =
                CompletableFuture.runAsync(
                        () ->
                                writes.write(
                                        ORGANIZATION,
                                        write -> {
                                            addForm(write, "second");
                                            return true;
                                        }),
                        threads);
        reader.read();
        assertEquals(List.of(), reader.codes, "the second has to wait for the first");
        firstMayCommit.countDown();
        first.join();
        second.join();
        reader.read();
        assertEquals(List.of("first", "second"), reader.codes);
    }

    /** The mutant: stamps from a sequence, taken when the row is written. It must lose a row, or this test is blind. */
    @Test
    void a_plain_sequence_would_lose_rows() {
        assumeTrue(dialect == Dialect.POSTGRESQL, "H2 has one writer: nothing can overtake there");
        var sequence = new AtomicLong();
        var firstHasWritten = new CountDownLatch(1);
        var firstMayCommit = new CountDownLatch(1);
        var reader = new Reader();
        var first =
                CompletableFuture.runAsync(
                        () ->
                                database.run(
                                        tx -> {
                                            bySequence(tx, "first", sequence.incrementAndGet());
                                            firstHasWritten.countDown();
                                            await(firstMayCommit);
                                        }),
                        threads);
        await(firstHasWritten);
        database.run(tx -> bySequence(tx, "second", sequence.incrementAndGet()));
        reader.read();
        firstMayCommit.countDown();
        first.join();
        reader.read();
        assertEquals(List.of("second"), reader.codes, "the first is lost for ever");
    }

    private static void bySequence(org.fieldpost.db.WriteTx tx, String code, long stamp) {
        var write = new OrgWrite(tx, ORGANIZATION, Instant.EPOCH, true);
        addForm(write, code);
        tx.handle()
                .createUpdate("UPDATE mobile_forms SET changed_at = :stamp WHERE code = :code")
                .bind("stamp", stamp)
                .bind("code", code)
                .execute();
        // The counter, for the reader's end of feed, raised without ever being waited for.
        if (code.equals("second")) {
            tx.handle().execute("UPDATE org_counters SET last_stamp = " + stamp);
        }
    }

    @Test
    void many_writers_and_a_reader_that_never_rests() {
        for (int seed = 1; seed <= 3; seed++) {
            int round = seed;
            int writers = 4;
            int each = 15;
            var reader = new Reader();
            reader.read();
            int before = reader.codes.size();
            var done = new AtomicBoolean();
            var reading =
                    CompletableFuture.runAsync(
                            () -> {
                                while (!done.get()) {
                                    reader.read();
                                }
                            },
                            threads);
            var all = new ArrayList<CompletableFuture<Void>>();
            for (int w = 0; w < writers; w++) {
                int writer = w;
                all.add(CompletableFuture.runAsync(() -> writeMany(round, writer, each), threads));
            }
            all.forEach(CompletableFuture::join);
            done.set(true);
            reading.join();
            reader.read();
            Set<String> seen = new HashSet<>(reader.codes);
            assertEquals(before + writers * each, seen.size(), "seed " + seed);
            assertEquals(reader.codes.size(), seen.size(), "seed " + seed);
        }
    }

    /** Other work of other lengths between the first row and the commit. */
    private static void addMore(OrgWrite write, String code, int reads) {
        for (int i = 0; i < reads; i++) {
            write.find(EntityType.MOBILE_FORMS, FormIds.of(code, "none"));
        }
    }

    private void writeMany(int round, int writer, int each) {
        var random = new Random(round * 100L + writer);
        for (int i = 0; i < each; i++) {
            var code = "r%d_w%d_%d".formatted(round, writer, i);
            writes.write(
                    ORGANIZATION,
                    write -> {
                        addForm(write, code);
                        addMore(write, code, random.nextInt(3));
                        return true;
                    });
        }
    }
}
