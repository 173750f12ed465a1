package org.fieldpost.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process, and a second window of this one, out of a profile. */
final class ProfileLock implements AutoCloseable {
    private final FileChannel channel;

    private ProfileLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock; {@link ProfileProblem} when another has it. The system lets go of it when the process ends. */
    static ProfileLock take(Path folder) {
        var file = folder.resolve("lock");
        try {
            var channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return new ProfileLock(channel);
                }
            } catch (OverlappingFileLockException e) {
                // This very process has it.
            }
            channel.close();
        } catch (IOException e) {
            throw new ProfileProblem(
                    ProfileProblem.Kind.NOT_WRITABLE,
                    "The profile folder " + folder + " cannot be written.",
                    e);
        }
        throw new ProfileProblem(
                ProfileProblem.Kind.IN_USE,
                "The profile " + folder + " is open in another Fieldpost.",
                null);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            System.getLogger(ProfileLock.class.getName())
                    .log(System.Logger.Level.WARNING, "the profile's lock did not close", e);
        }
    }
}
