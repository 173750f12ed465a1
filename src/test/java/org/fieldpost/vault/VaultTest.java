package org.fieldpost.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.fieldpost.vault.VaultProblem.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    private static final byte[] HERE = {};
    private final SecureRandom random = new SecureRandom();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private KeyHolder passphrase(String words) {
        return new PassphraseHolder(words, random);
    }

    private static void refused(Kind kind, Executable call) {
        var problem = assertThrows(VaultProblem.class, call);
        assertEquals(kind, problem.kind());
        assertFalse(problem.remedy().isBlank());
    }

    @Test
    void what_was_sealed_before_a_restart_opens_after_it() throws IOException {
        var vault = Vault.create(folder, passphrase("one"), random);
        var sealed = vault.seal("journal").seal(new byte[] {1, 2, 3}, HERE);
        assertEquals("passphrase", Vault.backend(folder));
        var again = Vault.open(folder, passphrase("one"), random);
        assertArrayEquals(new byte[] {1, 2, 3}, again.seal("journal").open(sealed, HERE));
        assertEquals(vault.databaseKey(), again.databaseKey());
        assertThrows(SealBroken.class, () -> again.seal("media").open(sealed, HERE));
    }

    @Test
    void a_changed_passphrase_opens_the_same_profile_and_the_old_one_no_longer()
            throws IOException {
        var vault = Vault.create(folder, passphrase("one"), random);
        var sealed = vault.seal("journal").seal(new byte[] {7}, HERE);
        vault.keepWith(folder, passphrase("two"));
        refused(Kind.WRONG_PASSPHRASE, () -> Vault.open(folder, passphrase("one"), random));
        var again = Vault.open(folder, passphrase("two"), random);
        assertArrayEquals(new byte[] {7}, again.seal("journal").open(sealed, HERE));
    }

    @Test
    void a_plain_profile_is_plain_because_it_says_so() {
        var vault = Vault.createPlain(folder, random);
        assertEquals("plain", Vault.backend(folder));
        assertNull(vault.databaseKey());
        assertInstanceOf(Plain.class, Vault.openPlain(folder, random).seal("journal"));
        refused(Kind.OTHER_PROTECTION, () -> Vault.open(folder, passphrase("x"), random));
        refused(Kind.OTHER_PROTECTION, () -> vault.keepWith(folder, passphrase("x")));
    }

    @Test
    void a_missing_or_damaged_key_file_is_never_taken_for_a_plain_profile() throws IOException {
        refused(Kind.KEY_FILE_MISSING, () -> Vault.openPlain(folder, random));
        Vault.create(folder, passphrase("one"), random);
        refused(Kind.OTHER_PROTECTION, () -> Vault.openPlain(folder, random));
        Files.writeString(folder.resolve("key.json"), "{\"format\":1");
        refused(Kind.KEY_FILE_UNREADABLE, () -> Vault.open(folder, passphrase("one"), random));
        Files.writeString(folder.resolve("key.json"), "{\"format\":2}");
        refused(Kind.KEY_FILE_UNREADABLE, () -> Vault.backend(folder));
        Files.writeString(folder.resolve("key.json"), "{\"format\":1,\"backend\":\"passphrase\"}");
        refused(Kind.KEY_FILE_UNREADABLE, () -> Vault.open(folder, passphrase("one"), random));
    }

    @Test
    void a_key_is_never_made_twice() {
        Vault.create(folder, passphrase("one"), random);
        assertTrue(Vault.exists(folder));
        refused(Kind.ALREADY_PROTECTED, () -> Vault.create(folder, passphrase("two"), random));
        refused(Kind.ALREADY_PROTECTED, () -> Vault.createPlain(folder, random));
    }

    @Test
    void another_profiles_key_is_told_from_the_right_one() throws IOException {
        Vault.create(folder, passphrase("one"), random);
        var other = folder.resolve("other");
        Vault.create(other, passphrase("one"), random);
        var mine = Files.readString(folder.resolve("key.json"));
        var theirs = Files.readString(other.resolve("key.json"));
        int check = mine.indexOf("\"check\"");
        Files.writeString(
                folder.resolve("key.json"),
                theirs.substring(0, theirs.indexOf("\"check\"")) + mine.substring(check));
        refused(Kind.KEY_LOST, () -> Vault.open(folder, passphrase("one"), random));
    }
}
