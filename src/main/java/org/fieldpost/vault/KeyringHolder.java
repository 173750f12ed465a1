package org.fieldpost.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.javakeyring.PasswordAccessException;
import com.github.javakeyring.internal.KeyringBackend;
import com.github.javakeyring.internal.KeyringBackendFactory;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.fieldpost.kernel.Json;
import org.fieldpost.vault.VaultProblem.Kind;
import org.jspecify.annotations.Nullable;

/** Keeps the key in the keyring of the person's desktop session. */
public final class KeyringHolder implements KeyHolder {
    private static final String SERVICE = "fieldpost";
    private final String account;
    private final Callable<KeyringBackend> keyring;

    /** The keyring of this desktop session; {@code account} tells profiles apart in it and is never used again. */
    public KeyringHolder(String account) {
        this(account, KeyringBackendFactory::create);
    }

    /** A keyring of the caller's choice. */
    public KeyringHolder(String account, Callable<KeyringBackend> keyring) {
        this.account = account;
        this.keyring = keyring;
    }

    @Override
    public String backend() {
        return "keyring";
    }

    @Override
    public ObjectNode keep(ProfileKey key) {
        var hex = HexFormat.of().formatHex(key.bytes());
        return withKeyring(
                backend -> {
                    backend.setPassword(SERVICE, account, hex);
                    if (!hex.equals(backend.getPassword(SERVICE, account))) {
                        throw new PasswordAccessException(
                                "the keyring does not give back what it was given");
                    }
                    return Json.object()
                            .put("account", account)
                            .put("keyring", backend.getClass().getSimpleName());
                });
    }

    @Override
    public ProfileKey fetch(ObjectNode kept) {
        return withKeyring(
                backend -> {
                    var hex = stored(backend, kept.path("account").asText());
                    if (hex.length() != 2 * ProfileKey.BYTES) {
                        throw lost(null);
                    }
                    return ProfileKey.of(HexFormat.of().parseHex(hex));
                });
    }

    private static String stored(KeyringBackend backend, String account) {
        try {
            var hex = backend.getPassword(SERVICE, account);
            return hex == null ? "" : hex;
        } catch (PasswordAccessException e) {
            throw lost(e);
        }
    }

    private static VaultProblem lost(@Nullable Exception e) {
        return new VaultProblem(Kind.KEY_LOST, "The keyring does not hold this profile's key.", e);
    }

    @Override
    public void forget(ObjectNode kept) {
        withKeyring(
                backend -> {
                    backend.deletePassword(SERVICE, kept.path("account").asText());
                    return Boolean.TRUE;
                });
    }

    private <T> T withKeyring(Work<T> work) {
        try {
            var backend = keyring.call();
            try {
                return work.with(backend);
            } finally {
                backend.close();
            }
        } catch (VaultProblem e) {
            throw e;
        } catch (Exception | LinkageError e) {
            // Backends fail in many ways of their own: no session bus, no native library, a locked
            // keyring.
            throw new VaultProblem(
                    Kind.NO_KEYRING, "The keyring of this computer cannot be used.", e);
        }
    }

    private interface Work<T> {
        T with(KeyringBackend backend) throws PasswordAccessException;
    }
}
