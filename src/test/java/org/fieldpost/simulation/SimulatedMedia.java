package org.fieldpost.simulation;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.sync.HubApi.MediaFile;
import org.jspecify.annotations.Nullable;

/** The simulated hub's files: tus uploads and finished bytes by media id. */
public final class SimulatedMedia {
    /** An upload under way. */
    static final class Part {
        final MediaFile file;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Part(MediaFile file) {
            this.file = file;
        }
    }

    private final Map<String, Part> parts = new HashMap<>();
    private final Map<UUID, byte[]> finished = new HashMap<>();
    private long received;

    String create(MediaFile file) {
        var location = "/media/uploads/" + parts.size();
        parts.put(location, new Part(file));
        return location;
    }

    @Nullable Part part(String location) {
        return parts.get(location);
    }

    /** Appends; false when the whole has another hash than promised. */
    boolean append(String location, byte[] chunk) {
        var part = Objects.requireNonNull(parts.get(location));
        part.bytes.writeBytes(chunk);
        received += chunk.length;
        if (part.bytes.size() < part.file.sizeBytes()) {
            return true;
        }
        var whole = part.bytes.toByteArray();
        if (!Sha256.of(whole).hex().equals(part.file.sha256())) {
            parts.remove(location);
            return false;
        }
        finished.put(part.file.id(), whole);
        return true;
    }

    /** Finished bytes, or none. */
    public byte[] bytes(UUID media) {
        return finished.getOrDefault(media, new byte[0]);
    }

    /** Finished bytes of this hash, or none. */
    byte[] bytes(Sha256 hash) {
        return finished.values().stream()
                .filter(bytes -> Sha256.of(bytes).equals(hash))
                .findFirst()
                .orElse(new byte[0]);
    }

    /** Puts bytes there as if another device had sent them. */
    public void put(UUID media, byte[] bytes) {
        finished.put(media, bytes);
    }

    /** All bytes that ever came in; more than the files' sizes means that something was sent twice. */
    public long received() {
        return received;
    }

    /** Forgets uploads under way. */
    public void forgetUploads() {
        parts.clear();
    }
}
