package org.fieldpost.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.Test;

/** What every {@link KeyHolder} does. */
abstract class KeyHolderContractTest {
    final SecureRandom random = new SecureRandom();

    abstract KeyHolder holder();

    @Test
    void the_key_that_was_kept_is_fetched() {
        var holder = holder();
        var key = ProfileKey.make(random);
        var kept = holder.keep(key);
        var throughText = Json.parseObject(Json.writePretty(kept));
        assertArrayEquals(key.bytes(), holder.fetch(throughText).bytes());
        assertArrayEquals(key.bytes(), holder.fetch(throughText).bytes());
    }

    @Test
    void what_is_kept_beside_the_profile_does_not_tell_the_key() {
        var key = ProfileKey.make(random);
        var kept = Json.write(holder().keep(key));
        assertFalse(kept.contains(HexFormat.of().formatHex(key.bytes())));
        assertFalse(kept.contains(Base64.getEncoder().encodeToString(key.bytes())));
    }

    @Test
    void a_newer_key_takes_the_place_of_the_older() {
        var holder = holder();
        holder.keep(ProfileKey.make(random));
        var newer = ProfileKey.make(random);
        var kept = holder.keep(newer);
        assertArrayEquals(newer.bytes(), holder.fetch(kept).bytes());
    }

    @Test
    void forgetting_is_possible() {
        var holder = holder();
        holder.forget(holder.keep(ProfileKey.make(random)));
        assertEquals(holder.backend(), holder().backend());
    }
}
