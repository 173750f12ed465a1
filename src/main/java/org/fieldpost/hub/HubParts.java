package org.fieldpost.hub;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.fieldpost.db.Database;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * What a hub is made of; its maker owns and closes them, after the server is closed.
 *
 * @param database open and migrated ({@code hub.store.HubSchema})
 * @param media where the bytes of photos are
 * @param clock the hub's clock
 * @param ids makes the permanent ids
 * @param secrets makes tokens and codes: a SecureRandom outside tests
 * @param adminSecret hash of the secret that lets the command line administer the running hub; null for none
 */
public record HubParts(
        Database database,
        MediaVault media,
        InstantSource clock,
        Ids ids,
        RandomGenerator secrets,
        @Nullable Sha256 adminSecret) {
    /** A hub that is not administered while it runs. */
    public HubParts(
            Database database,
            MediaVault media,
            InstantSource clock,
            Ids ids,
            RandomGenerator secrets) {
        this(database, media, clock, ids, secrets, null);
    }
}
