package org.fieldpost.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fieldpost.media.MediaProblem.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {
    private static final long BALLAST = 200_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void with_room_a_capture_may_begin() {
        var space = new FreeSpace(folder, 1 << 20, BALLAST);
        assertTrue(space.hasRoomFor(1 << 20));
        space.requireRoomFor(1 << 20);
    }

    @Test
    void without_room_it_is_refused_before_it_begins_with_a_remedy() {
        var space = new FreeSpace(folder, Long.MAX_VALUE / 2, BALLAST);
        assertFalse(space.hasRoomFor(0));
        var problem = assertThrows(MediaProblem.class, () -> space.requireRoomFor(0));
        assertEquals(Kind.NO_ROOM, problem.kind());
        assertFalse(problem.remedy().isBlank());
        var almost = new FreeSpace(folder, 0, BALLAST);
        assertThrows(MediaProblem.class, () -> almost.requireRoomFor(Long.MAX_VALUE));
    }

    @Test
    void ballast_is_truly_on_the_disk_and_gives_its_room_back() throws IOException {
        var space = new FreeSpace(folder, 0, BALLAST);
        space.load();
        assertEquals(BALLAST, Files.size(folder.resolve("ballast")));
        var blocks = Files.getAttribute(folder.resolve("ballast"), "unix:ino");
        space.load();
        assertEquals(blocks, Files.getAttribute(folder.resolve("ballast"), "unix:ino"));
        space.drop();
        space.drop();
        assertFalse(Files.exists(folder.resolve("ballast")));
    }

    @Test
    void ballast_is_not_taken_from_a_disk_that_has_no_room_for_it() {
        new FreeSpace(folder, Long.MAX_VALUE / 2, BALLAST).load();
        assertFalse(Files.exists(folder.resolve("ballast")));
    }
}
