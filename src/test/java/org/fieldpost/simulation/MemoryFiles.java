package org.fieldpost.simulation;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.sync.MediaFiles;

/** A device's files in memory. */
public final class MemoryFiles implements MediaFiles {
    private final Map<Sha256, byte[]> whole = new HashMap<>();
    private final Map<Sha256, ByteArrayOutputStream> parts = new HashMap<>();

    /** Keeps bytes; their hash. */
    public Sha256 keep(byte[] bytes) {
        var hash = Sha256.of(bytes);
        whole.put(hash, bytes);
        return hash;
    }

    /** Keeps bytes under a hash that is not theirs. */
    public void damage(Sha256 hash, byte[] bytes) {
        whole.put(hash, bytes);
    }

    public byte[] bytes(Sha256 hash) {
        return whole.getOrDefault(hash, new byte[0]);
    }

    @Override
    public boolean has(Sha256 hash) {
        return whole.containsKey(hash);
    }

    @Override
    public byte[] read(Sha256 hash, long offset, int max) {
        var bytes = bytes(hash);
        int from = Math.toIntExact(Math.min(offset, bytes.length));
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + max));
    }

    @Override
    public Receiving receive(Sha256 hash) {
        var part = parts.computeIfAbsent(hash, key -> new ByteArrayOutputStream());
        return new Receiving() {
            @Override
            public long size() {
                return part.size();
            }

            @Override
            public OutputStream sink() {
                return part;
            }

            @Override
            public boolean finish() {
                if (!Sha256.of(part.toByteArray()).equals(hash)) {
                    return false;
                }
                whole.put(hash, part.toByteArray());
                return true;
            }

            @Override
            public void discard() {
                part.reset();
            }

            @Override
            public void close() {}
        };
    }
}
