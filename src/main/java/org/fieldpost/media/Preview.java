package org.fieldpost.media;

/** A photo shown small, or why it cannot be. */
public sealed interface Preview {
    /** A small upright JPEG. */
    final class Picture implements Preview {
        private final byte[] jpeg;

        Picture(byte[] jpeg) {
            this.jpeg = jpeg;
        }

        public byte[] jpeg() {
            return jpeg.clone();
        }
    }

    /**
     * No picture can be shown; the file itself may be perfectly good.
     *
     * @param reason why
     */
    record None(Reason reason) implements Preview {}

    /** Why there is no preview. */
    enum Reason {
        /** A sound, a document, or a kind of picture this computer cannot decode. */
        NOT_A_KNOWN_PICTURE,
        /** More pixels than are decoded. */
        TOO_LARGE,
        /** The picture's bytes are not right. */
        UNREADABLE,
        /** The file is not on this computer. */
        MISSING
    }
}
