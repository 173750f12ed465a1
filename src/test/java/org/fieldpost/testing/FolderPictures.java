package org.fieldpost.testing;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.image.Image;
import org.fieldpost.kernel.Background;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.media.Preview;
import org.fieldpost.media.Thumbnails;
import org.fieldpost.ui.answers.Photos;

/** Real thumbnails for screens under test; the large picture is the small one. */
public final class FolderPictures implements Photos {
    private final Thumbnails thumbnails;
    private final Background background;

    public FolderPictures(Thumbnails thumbnails, Background background) {
        this.thumbnails = thumbnails;
        this.background = background;
    }

    @Override
    public void thumbnail(Sha256 photo, Consumer<Optional<Image>> done) {
        background.run(
                () ->
                        thumbnails.of(photo) instanceof Preview.Picture picture
                                ? Optional.of(new Image(new ByteArrayInputStream(picture.jpeg())))
                                : Optional.<Image>empty(),
                done,
                _ -> done.accept(Optional.empty()));
    }

    @Override
    public void picture(Sha256 photo, Consumer<Optional<Image>> done) {
        thumbnail(photo, done);
    }
}
