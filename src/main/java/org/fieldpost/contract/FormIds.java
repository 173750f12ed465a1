package org.fieldpost.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.fieldpost.kernel.Sha256;

/** Ids of forms: a function of code and version, so that everyone who ships the same form agrees on its id. */
public final class FormIds {
    private FormIds() {}

    /** The id of {@code version} of form {@code code}: name-based, in the manner of UUIDv8 (RFC 9562). */
    public static UUID of(String code, String version) {
        var name = "fieldpost:form:" + code + "@" + version;
        var bytes = ByteBuffer.wrap(Sha256.digest().digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (bytes.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
        long low = (bytes.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
