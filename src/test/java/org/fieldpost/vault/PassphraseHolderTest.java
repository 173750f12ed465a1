package org.fieldpost.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fieldpost.kernel.Json;
import org.fieldpost.vault.VaultProblem.Kind;
import org.junit.jupiter.api.Test;

class PassphraseHolderTest extends KeyHolderContractTest {
    @Override
    KeyHolder holder() {
        return new PassphraseHolder("correct horse", random);
    }

    private static Kind problem(KeyHolder holder, ObjectNode kept) {
        return assertThrows(VaultProblem.class, () -> holder.fetch(kept)).kind();
    }

    @Test
    void the_wrong_passphrase_is_told() {
        var kept = holder().keep(ProfileKey.make(random));
        for (var wrong : new String[] {"", "correct hors", "Correct horse", "correct horse "}) {
            assertEquals(Kind.WRONG_PASSPHRASE, problem(new PassphraseHolder(wrong, random), kept));
        }
    }

    @Test
    void a_passphrase_is_the_same_however_the_keyboard_composes_it() {
        var key = ProfileKey.make(random);
        var kept = new PassphraseHolder("caf\u00e9 r\u00e9sum\u00e9", random).keep(key);
        var decomposed = new PassphraseHolder("cafe\u0301 re\u0301sume\u0301", random);
        assertArrayEquals(key.bytes(), decomposed.fetch(kept).bytes());
    }

    @Test
    void the_cost_is_the_one_recommended_and_is_recorded() {
        var argon2 = holder().keep(ProfileKey.make(random)).path("argon2id");
        assertEquals(19 * 1024, argon2.path("memory_kib").asInt());
        assertEquals(2, argon2.path("passes").asInt());
        assertEquals(1, argon2.path("lanes").asInt());
    }

    @Test
    void a_damaged_key_file_is_told_and_cannot_ask_for_all_memory() {
        var kept = holder().keep(ProfileKey.make(random));
        assertEquals(Kind.KEY_FILE_UNREADABLE, problem(holder(), Json.object()));
        var noSalt = kept.deepCopy();
        noSalt.withObject("argon2id").put("salt", "%%%");
        assertEquals(Kind.KEY_FILE_UNREADABLE, problem(holder(), noSalt));
        for (int memory : new int[] {0, -1, 8, Integer.MAX_VALUE}) {
            var greedy = kept.deepCopy();
            greedy.withObject("argon2id").put("memory_kib", memory);
            assertEquals(Kind.KEY_FILE_UNREADABLE, problem(holder(), greedy));
        }
    }
}
