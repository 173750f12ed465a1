package org.fieldpost.hub;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** A real vault, for tests in which some of what is asked of it goes wrong. */
class ForwardingVault implements MediaVault {
    private final MediaVault vault;

    ForwardingVault(MediaVault vault) {
        this.vault = vault;
    }

    @Override
    public long length(UUID upload, int turn) throws IOException {
        return vault.length(upload, turn);
    }

    @Override
    public long append(UUID upload, int turn, InputStream from, long bytesMax) throws IOException {
        return vault.append(upload, turn, from, bytesMax);
    }

    @Override
    public boolean finish(UUID upload, int turn, UUID organization, String sha256)
            throws IOException {
        return vault.finish(upload, turn, organization, sha256);
    }

    @Override
    public void discard(UUID upload, int turn) throws IOException {
        vault.discard(upload, turn);
    }

    @Override
    public boolean holds(UUID organization, String sha256) throws IOException {
        return vault.holds(organization, sha256);
    }

    @Override
    public long size(UUID organization, String sha256) throws IOException {
        return vault.size(organization, sha256);
    }

    @Override
    public InputStream open(UUID organization, String sha256, long first, long length)
            throws IOException {
        return vault.open(organization, sha256, first, length);
    }

    @Override
    public void delete(UUID organization, String sha256) throws IOException {
        vault.delete(organization, sha256);
    }
}
