package org.fieldpost.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.app.StoppingSync;
import org.fieldpost.contract.EntityType;
import org.fieldpost.endtoend.Program;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.testing.MemoryDisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code fieldpost sync} in a process of its own, killed with SIGKILL while the proxy holds the link still at a chosen
 * place; then opened again.
 */
@SuppressWarnings("NullAway.Init") // start() fills the fields
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DyingDeviceTest {
    private static final long SECONDS_MAX = 120;
    private FieldNetwork net;
    private Program program;
    private Path profile;

    @BeforeAll
    void start(@TempDir(factory = MemoryDisk.class) Path folder) throws Exception {
        net = new FieldNetwork(folder);
        program = new Program(folder);
        profile = folder.resolve("awa");
        try (var laptop = FieldLaptop.open(profile, net.clock)) {
            laptop.enrol(net.proxy.address(), net.hub().code("awa", "supervisor"));
            FieldNetwork.completed(laptop);
        }
    }

    @AfterAll
    void stop() throws Exception {
        net.close();
    }

    private UUID captured(String name, Path... photos) {
        try (var laptop = FieldLaptop.open(profile, net.clock)) {
            return net.submit(laptop, name, photos);
        }
    }

    /** Syncs in a process until the proxy holds the first request to the path, then kills it. */
    private void killedAt(String request, LinkFault.Hold hold) throws Exception {
        net.proxy.script(
                (method, path) ->
                        (method + " " + path).startsWith(request) && !hold.reached().isDone()
                                ? hold
                                : LinkFault.NONE);
        var process = program.start("sync", "--profile", profile.toString());
        try {
            CompletableFuture.anyOf(hold.reached(), process.onExit())
                    .get(SECONDS_MAX, TimeUnit.SECONDS);
            assertTrue(hold.reached().isDone() && process.isAlive(), "it never got there");
        } finally {
            Program.kill(process);
            net.proxy.heal();
        }
    }

    /** The profile opens as if nothing had been, and everything gets through. */
    private void opensAndDelivers(UUID submission, String name) {
        try (var laptop = FieldLaptop.open(profile, net.clock)) {
            assertTrue(laptop.counts().conserved());
            assertTrue(!laptop.profile().notices().contains(org.fieldpost.store.Profile.REBUILT));
            assertEquals(name, data(laptop, submission));
            net.settle(laptop);
            assertEquals(name, data(laptop, submission));
            var witness = net.witness();
            assertEquals(witness.answers(), laptop.answers());
            long named =
                    witness.answers().values().stream()
                            .filter(data -> data.path("name").asText().equals(name))
                            .count();
            assertEquals(1, named, "one row for one submission");
            var real = laptop.row(EntityType.SUBMISSIONS, submission).orElseThrow().id();
            assertNotEquals(submission, real, "the temporary id is gone");
        }
    }

    private static String data(FieldLaptop laptop, UUID submission) {
        return laptop.row(EntityType.SUBMISSIONS, submission)
                .orElseThrow()
                .payload()
                .at("/data/name")
                .asText();
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.PROCESSES,
            what = "kill -9 of the device when its push is sent and the hub has not got it.",
            holds = "The command goes again; one row.")
    void killed_when_the_push_is_sent() throws Exception {
        var id = captured("Push sent");
        killedAt("POST /sync/push", LinkFault.Hold.request());
        opensAndDelivers(id, "Push sent");
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.PROCESSES,
            what =
                    "kill -9 of the device when the hub has answered the push and the answer is on its way.",
            holds =
                    "The same command goes again under its own key and gets the same answer; one row.")
    void killed_before_the_answer_is_taken() throws Exception {
        var id = captured("Answer on its way");
        killedAt("POST /sync/push", LinkFault.Hold.answer(40));
        opensAndDelivers(id, "Answer on its way");
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.PROCESSES,
            what = "kill -9 of the device in the middle of a page of changes.",
            holds = "Rows and cursor are as before the page; the page comes again.")
    void killed_in_the_middle_of_a_page() throws Exception {
        var witness = net.witness();
        for (int i = 0; i < 20; i++) {
            net.submit(witness, "From the office " + i);
        }
        FieldNetwork.completed(witness);
        var id = captured("Mid page");
        killedAt("GET /sync/changes", LinkFault.Hold.answer(600));
        opensAndDelivers(id, "Mid page");
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.PROCESSES,
            what =
                    "kill -9 of the device inside the transaction that replaces ids: rows rewritten, journal written,"
                            + " not forced, nothing committed.",
            holds = "All of it or nothing of it: the next sync ends with the hub's id everywhere.")
    void killed_while_ids_are_replaced() throws Exception {
        var id = captured("Ids replaced");
        var told = net.folder.resolve("standing");
        var process =
                program.startOf(
                        net.folder.resolve("said"),
                        StoppingSync.class.getName(),
                        profile.toString(),
                        told.toString(),
                        "journal.force",
                        "1");
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
            while (!Files.exists(told)) {
                assertTrue(process.isAlive() && System.nanoTime() < deadline, "never got there");
                assertTrue(!process.waitFor(5, TimeUnit.MILLISECONDS), "ended by itself");
            }
        } finally {
            Program.kill(process);
        }
        opensAndDelivers(id, "Ids replaced");
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.PROCESSES,
            what = "kill -9 of the device in the middle of a chunk of a photo, twice.",
            holds =
                    "The next program goes on at the byte the hub holds, no confirmed byte goes again; the bytes at"
                            + " the hub are the photo's.")
    void killed_in_the_middle_of_a_chunk() throws Exception {
        var photo = net.photo(9, 1_400_000);
        var id = captured("Mid chunk", photo);
        net.proxy.forget();
        for (int i = 0; i < 2; i++) {
            killedAt("PATCH /media/uploads/", LinkFault.Hold.body(100_000));
        }
        opensAndDelivers(id, "Mid chunk");
        ConfirmedBytes.areNotSentAgain(net.proxy.exchanges());
        try (var bytes = net.witness().media().open(Sha256.of(photo))) {
            assertArrayEquals(Files.readAllBytes(photo), bytes.readAllBytes());
        }
    }
}
