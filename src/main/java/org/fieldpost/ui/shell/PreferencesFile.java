package org.fieldpost.ui.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code preferences.json}. A damaged one is passed over: nobody's data is in it. */
public final class PreferencesFile {
    private static final System.Logger LOG = System.getLogger(PreferencesFile.class.getName());
    private final Path file;
    private final AtomicReference<@Nullable SavedPreferences> newest = new AtomicReference<>();

    /** In {@code profile}, the profile's folder. */
    public PreferencesFile(Path profile) {
        file = profile.resolve("preferences.json");
    }

    public SavedPreferences load() {
        try {
            return Json.read(Json.parseObject(Files.readString(file)), SavedPreferences.class);
        } catch (NoSuchFileException e) {
            return SavedPreferences.NONE;
        } catch (IOException | Json.MalformedJson e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "preferences cannot be read; taking the usual ones",
                    e);
            return SavedPreferences.NONE;
        }
    }

    /** Replaces the file whole, now. */
    public void save(SavedPreferences preferences) {
        offer(preferences);
        write();
    }

    /** The state the next {@link #write} writes; never waits. */
    public void offer(SavedPreferences preferences) {
        newest.set(preferences);
    }

    /**
     * Writes the newest state offered, if nobody has yet: from several threads at once, the newest still wins. A
     * failure
     * is logged, never in anybody's way.
     */
    public synchronized void write() {
        var preferences = newest.getAndSet(null);
        if (preferences == null) {
            return;
        }
        var fresh = file.resolveSibling("preferences.json.new");
        try {
            Files.writeString(fresh, Json.writePretty(Json.tree(preferences)) + "\n");
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "preferences cannot be saved", e);
        }
    }
}
