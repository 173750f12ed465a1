package org.fieldpost.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.image.Image;
import org.fieldpost.kernel.Background;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.media.Preview;
import org.fieldpost.media.Thumbnails;
import org.fieldpost.ui.answers.Photos;

/** Pictures of the profile's photos, decoded away from the screen. */
final class DiskPhotos implements Photos {
    private final MediaFolder media;
    private final Thumbnails thumbnails;
    private final Background background;

    DiskPhotos(MediaFolder media, Thumbnails thumbnails, Background background) {
        this.media = media;
        this.thumbnails = thumbnails;
        this.background = background;
    }

    @Override
    public void thumbnail(Sha256 photo, Consumer<Optional<Image>> done) {
        background.run(() -> image(thumbnails.of(photo)), done, _ -> done.accept(Optional.empty()));
    }

    @Override
    public void picture(Sha256 photo, Consumer<Optional<Image>> done) {
        background.run(() -> image(large(photo)), done, _ -> done.accept(Optional.empty()));
    }

    private Preview large(Sha256 photo) {
        try (var bytes = media.open(photo)) {
            return Thumbnails.large(bytes.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Image> image(Preview preview) {
        return preview instanceof Preview.Picture picture
                ? Optional.of(new Image(new ByteArrayInputStream(picture.jpeg())))
                : Optional.empty();
    }
}
