package org.fieldpost.hub.s3;

/** What was said about the bucket is wrong; nothing but another setting helps. */
public final class S3Misplaced extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String code;

    S3Misplaced(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The code of this fault, as documented. */
    public String code() {
        return code;
    }
}
