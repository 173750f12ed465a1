package org.fieldpost.ui.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.fieldpost.export.DeadLetterFile;
import org.fieldpost.kernel.Ids;
import org.fieldpost.store.DeadLetters;
import org.fieldpost.store.LocalWrites;
import org.fieldpost.store.Mutation;

/**
 * How a dead letter is given up: told what that loses, written to a file, discarded.
 *
 * @param loss what discarding a line loses; empty when it cannot be discarded; blocks
 * @param export writes all of it to a file; blocks
 * @param discard gives it up for good; blocks
 * @param place asks where the file shall lie
 */
public record DiscardDesk(
        Function<QueueLine, Optional<DeadLetters.Loss>> loss,
        Export export,
        Consumer<QueueLine> discard,
        Place place) {

    /** Writes a dead letter. */
    @FunctionalInterface
    public interface Export {
        /** Writes all of {@code line} to {@code file}, whole or not at all. */
        DeadLetterFile.Written write(QueueLine line, Path file) throws IOException;
    }

    /** The system's dialog for a new file, or whatever stands in for it. */
    @FunctionalInterface
    public interface Place {
        /**
         * Asks on the screen's thread; a person who thinks better of it is never heard of again.
         *
         * @param title what the dialog is called
         * @param name suggested for the file
         */
        void ask(String title, String name, Consumer<Path> chosen);
    }

    /** The desk of a profile. */
    public static DiscardDesk of(
            Function<QueueLine, Optional<DeadLetters.Loss>> loss,
            DeadLetterFile file,
            LocalWrites writes,
            Ids ids,
            InstantSource clock,
            Place place) {
        return new DiscardDesk(
                loss,
                (line, path) -> file.write(line.key(), path, clock.instant()),
                line ->
                        writes.commit(
                                new Mutation.DiscardDeadLetter(
                                        ids.next(), clock.instant(), line.key())),
                place);
    }
}
