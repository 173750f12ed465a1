package org.fieldpost.hub;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/**
 * Where the bytes of photos are: finished ones under their hash, organizations apart; unfinished uploads beside them.
 * Several hub processes may share one. Each holder of an upload writes under a turn of its own, so a process that
 * was thought dead and wakes up never writes into what another has gone on with.
 */
public interface MediaVault {
    /** How many bytes of an upload are here, by this turn or those before; they would survive a power cut. */
    long length(UUID upload, int turn) throws IOException;

    /**
     * Appends what the stream brings, to {@code bytesMax} in all; everything that arrived would survive a power cut
     * when this returns, also when the sender went away. Returns the new length. What earlier turns left is taken
     * over first.
     */
    long append(UUID upload, int turn, InputStream from, long bytesMax) throws IOException;

    /**
     * Makes a complete upload a finished file if its bytes are what they should be; else throws them away. The file is
     * there as a whole or not at all, and may have been there before. {@link #discard} what came of the upload then.
     */
    boolean finish(UUID upload, int turn, UUID organization, String sha256) throws IOException;

    /** Forgets what came of an upload, up to this turn. */
    void discard(UUID upload, int turn) throws IOException;

    /** Whether the finished file is here. */
    boolean holds(UUID organization, String sha256) throws IOException;

    /** The length of a finished file. */
    long size(UUID organization, String sha256) throws IOException;

    /** {@code length} bytes of a finished file from {@code first} on. */
    InputStream open(UUID organization, String sha256, long first, long length) throws IOException;

    /** Removes a finished file for good; nothing happens when it is not there. */
    void delete(UUID organization, String sha256) throws IOException;

    /**
     * Reads some bytes of what is sent; 0 when there is no more room, no more bytes, or the sender is gone: what came
     * before is kept.
     */
    static int read(InputStream from, byte[] buffer, int at, long room) {
        try {
            int most = (int) Math.min(buffer.length - at, room);
            return most == 0 ? 0 : Math.max(0, from.read(buffer, at, most));
        } catch (IOException e) {
            return 0;
        }
    }
}
