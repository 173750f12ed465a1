package org.fieldpost.simulation;

import java.util.ArrayList;
import java.util.List;
import org.fieldpost.db.MemoryDatabase;
import org.fieldpost.hub.InProcessHub;

/** Databases made once and emptied for each seed. */
public final class Databases implements AutoCloseable {
    private static final int LAPTOPS_MAX = 6;
    private final Ram ram;
    private final MemoryDatabase hub;
    private final MemoryDatabase.Snapshot hubEmpty;
    private final List<MemoryDatabase> laptops = new ArrayList<>();
    private final MemoryDatabase.Snapshot laptopEmpty;

    /**
     * Makes them.
     *
     * @param name tells them from others in this process
     */
    public Databases(String name) {
        ram = new Ram(name);
        hub = InProcessHub.database(name + "-hub");
        hubEmpty = hub.snapshot();
        for (int i = 0; i < LAPTOPS_MAX; i++) {
            laptops.add(
                    MemoryDatabase.open(name + "-laptop" + i, "org/fieldpost/store/migrations"));
        }
        laptopEmpty = laptops.getFirst().snapshot();
    }

    MemoryDatabase hub() {
        hub.reset(hubEmpty);
        return hub;
    }

    MemoryDatabase laptop(int number) {
        var laptop = laptops.get(number);
        laptop.reset(laptopEmpty);
        return laptop;
    }

    /** Where files lie. */
    Ram ram() {
        return ram;
    }

    @Override
    public void close() {
        ram.close();
        hub.close();
        laptops.forEach(MemoryDatabase::close);
    }
}
