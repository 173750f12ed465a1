package org.fieldpost.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.PasswordAccessException;
import com.github.javakeyring.internal.KeyringBackend;
import java.util.HashMap;
import java.util.Map;
import org.fieldpost.kernel.Json;
import org.fieldpost.vault.VaultProblem.Kind;
import org.junit.jupiter.api.Test;

/** The holder over a keyring in memory, put in where java-keyring puts the desktop's own. */
class KeyringHolderTest extends KeyHolderContractTest {
    private final Map<String, String> entries = new HashMap<>();

    @Override
    KeyHolder holder() {
        return new KeyringHolder("profile-1", () -> new Memory(entries));
    }

    @Test
    void without_a_keyring_the_person_is_told_to_use_a_passphrase() {
        var absent =
                new KeyringHolder(
                        "profile-1",
                        () -> {
                            throw new BackendNotSupportedException("no backend");
                        });
        var problem = assertThrows(VaultProblem.class, () -> absent.keep(ProfileKey.make(random)));
        assertEquals(Kind.NO_KEYRING, problem.kind());
        assertTrue(problem.remedy().contains("passphrase"));
        assertEquals(
                Kind.NO_KEYRING,
                assertThrows(VaultProblem.class, () -> absent.fetch(Json.object())).kind());
    }

    @Test
    void this_machines_own_keyring_works_or_says_that_it_is_not_there() {
        assumeTrue(
                System.getenv("DBUS_SESSION_BUS_ADDRESS") == null,
                "a desktop session is not touched");
        var real = new KeyringHolder("fieldpost-test");
        var problem = assertThrows(VaultProblem.class, () -> real.keep(ProfileKey.make(random)));
        assertEquals(Kind.NO_KEYRING, problem.kind());
    }

    @Test
    void a_keyring_that_lost_or_changed_the_entry_means_the_key_is_lost() {
        var holder = holder();
        var kept = holder.keep(ProfileKey.make(random));
        entries.replaceAll((name, secret) -> "not a key");
        assertEquals(
                Kind.KEY_LOST, assertThrows(VaultProblem.class, () -> holder.fetch(kept)).kind());
        entries.clear();
        assertEquals(
                Kind.KEY_LOST, assertThrows(VaultProblem.class, () -> holder.fetch(kept)).kind());
    }

    @Test
    void a_keyring_that_forgets_at_once_is_not_trusted() {
        var forgetful =
                new KeyringHolder(
                        "profile-1",
                        () ->
                                new Memory(new HashMap<>()) {
                                    @Override
                                    public void setPassword(
                                            String service, String account, String secret) {}
                                });
        assertEquals(
                Kind.NO_KEYRING,
                assertThrows(VaultProblem.class, () -> forgetful.keep(ProfileKey.make(random)))
                        .kind());
    }

    @Test
    void a_forgotten_key_is_gone_from_the_keyring() {
        var holder = holder();
        holder.forget(holder.keep(ProfileKey.make(random)));
        assertTrue(entries.isEmpty());
    }

    private static class Memory implements KeyringBackend {
        private final Map<String, String> entries;

        Memory(Map<String, String> entries) {
            this.entries = entries;
        }

        @Override
        public String getPassword(String service, String account) throws PasswordAccessException {
            var secret = entries.get(service + "/" + account);
            if (secret == null) {
                throw new PasswordAccessException("no such entry");
            }
            return secret;
        }

        @Override
        public void setPassword(String service, String account, String secret) {
            entries.put(service + "/" + account, secret);
        }

        @Override
        public void deletePassword(String service, String account) {
            entries.remove(service + "/" + account);
        }

        @Override
        public void close() {}
    }
}
