package org.fieldpost.ui.answers;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.image.Image;
import org.fieldpost.kernel.Sha256;

/** Pictures of photos for screens: decoded elsewhere, rotated right, handed over on the screen's thread. */
public interface Photos {
    /** A small picture of the photo with this hash; empty when its bytes are not here or are no picture. */
    void thumbnail(Sha256 photo, Consumer<Optional<Image>> done);

    /** A picture large enough to look at closely. */
    void picture(Sha256 photo, Consumer<Optional<Image>> done);
}
