package org.fieldpost.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fieldpost.db.H2Database;
import org.fieldpost.db.H2Settings;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.testing.MemoryDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, as far as its window: a real hub, real laptops, the samples. */
class DemoAppTest {
    private final World world = World.real();

    @TempDir(factory = MemoryDisk.class)
    private Path folder = Path.of("");

    private DemoApp demo = new DemoApp(world, folder);

    @BeforeEach
    void name() {
        demo = new DemoApp(world, folder.resolve("demo"));
    }

    private DeliveryLedger.Light light() {
        try (var laptop = DeviceApp.open(world, demo.fieldWorker(), true)) {
            return laptop.profile().database().read(tx -> new DeliveryLedger().light(tx));
        }
    }

    private List<Path> asides() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> !file.equals(folder.resolve("demo"))).toList();
        }
    }

    /** As a build with other scripts would have left it. */
    private void madeByAnotherBuild(Path database, String migrations) {
        try (var open = H2Database.open(H2Settings.of(database, null, migrations))) {
            open.run(
                    tx ->
                            tx.handle()
                                    .execute("UPDATE schema_history SET sha256 = repeat('0', 64)"));
        }
    }

    @Test
    void it_shows_samples_and_comes_back_as_it_was_left() {
        demo.prepare().close();
        var first = light();
        assertTrue(first.submissions() > 30, first.toString());
        assertTrue(first.photos() > 10, first.toString());
        demo.prepare().close();
        assertEquals(first, light());
    }

    @Test
    void what_another_build_left_is_set_aside_and_a_new_one_begun() throws IOException {
        demo.prepare().close();
        madeByAnotherBuild(
                folder.resolve("demo/field-worker/db/device"), "org/fieldpost/store/migrations");
        demo.prepare().close();
        assertTrue(light().submissions() > 30);
        var aside = asides().getFirst();
        assertTrue(Files.exists(aside.resolve("field-worker/db/device.mv.db")), "kept");
    }
}
