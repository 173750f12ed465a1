package org.fieldpost.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where a profile's key is kept. What is kept beside the profile (in {@code key.json}) is never enough to get it. */
public interface KeyHolder {
    /** The word in {@code key.json} for this way of keeping. */
    String backend();

    /** Keeps the key; what comes back is needed to fetch it. Throws {@link VaultProblem} when it cannot be kept. */
    ObjectNode keep(ProfileKey key);

    /** The key that was kept; throws {@link VaultProblem} when it cannot be had. */
    ProfileKey fetch(ObjectNode kept);

    /** Forgets the key, as far as it is kept outside the profile's folder. */
    void forget(ObjectNode kept);
}
