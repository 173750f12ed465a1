package org.fieldpost.app;

import org.fieldpost.capture.CaptureService;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.store.Profile;

final class Captures {
    private Captures() {}

    static CaptureService of(
            World world, Profile profile, MediaFolder media, BundledCatalogue catalogue) {
        throw new IllegalStateException("" + world + profile + media + catalogue);
    }
}
