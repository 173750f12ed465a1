package org.fieldpost.kernel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What it takes for a file, and its name, to be there after a power cut. */
public final class Disk {
    private Disk() {}

    /** Forces the bytes of a file, or the names in a folder, through all caches. */
    public static void sync(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            syncFolder(path);
            return;
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void syncFolder(Path folder) throws IOException {
        if (folder.getFileSystem().getSeparator().equals("\\")) {
            return; // Windows opens no folders; NTFS journals names itself.
        }
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Gives {@code from} the name {@code to}, replacing what has it, in one step; the folder is then forced. */
    public static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(
                    from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("this disk cannot rename in one step: " + to, e);
        }
        syncFolderOf(to);
    }

    /** Forces the name of a file that was just made, renamed or deleted. */
    public static void syncFolderOf(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            sync(folder);
        }
    }
}
