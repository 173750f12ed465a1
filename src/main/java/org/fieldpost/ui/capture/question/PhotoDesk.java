package org.fieldpost.ui.capture.question;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.image.Image;
import org.fieldpost.submission.Position;

/**
 * What photo questions ask of the draft. Nothing here waits: files are copied and read elsewhere, and answers come back
 * on the screen's thread.
 */
public interface PhotoDesk {
    /** Takes {@code file} into the draft. The outcome tells the reference to store, once the bytes are on the disk. */
    void attach(String question, Path file, Consumer<Outcome> done);

    /** Takes in an image that was copied somewhere else. */
    void attachImage(String question, Image image, Consumer<Outcome> done);

    /** What is known of the photo an answer refers to ({@code media/...}); empty when it is not here. */
    void describe(String reference, Consumer<Optional<PhotoFacts>> done);

    /** A small picture, rotated right. */
    void thumbnail(String reference, Consumer<Optional<Image>> done);

    /** The picture for looking at closely, rotated right. */
    void picture(String reference, Consumer<Optional<Image>> done);

    /** The answer refers to the photo no more. */
    void detached(String reference);

    /** Asks the person for photo files; nothing comes back when they change their mind. */
    void choose(Consumer<List<Path>> chosen);

    /** Where the photo attached last was taken, of those that say. */
    Optional<Position> latestPosition();

    /** Whether any photo of the draft says where it was taken. */
    ReadOnlyBooleanProperty hasPositionProperty();

    /** What came of attaching a file. */
    sealed interface Outcome {
        /** It is safe; the answer may refer to it. */
        record Attached(String reference) implements Outcome {}

        /**
         * It was not taken.
         *
         * @param why a sentence for the person, in their language
         */
        record Refused(String why) implements Outcome {}
    }
}
