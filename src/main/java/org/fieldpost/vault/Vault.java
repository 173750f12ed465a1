package org.fieldpost.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import org.fieldpost.kernel.Disk;
import org.fieldpost.kernel.Json;
import org.fieldpost.vault.VaultProblem.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A profile's protection, opened. Its {@code key.json} says how the key is kept, or that the profile is plain because
 * that was asked for: a missing file never means plain.
 */
public final class Vault {
    private static final String FILE = "key.json";
    private static final String PLAIN = "plain";
    private static final int FORMAT = 1;
    private static final int CHECK_BYTES = 16;
    private final @Nullable ProfileKey key;
    private final String backend;
    private final RandomGenerator random;

    private Vault(@Nullable ProfileKey key, String backend, RandomGenerator random) {
        this.key = key;
        this.backend = backend;
        this.random = random;
    }

    /** Makes a key for a new profile and keeps it; {@code random} must be secure. */
    public static Vault create(Path folder, KeyHolder holder, RandomGenerator random) {
        refuseExisting(folder);
        var key = ProfileKey.make(random);
        write(folder, keyFile(holder, key));
        return new Vault(key, holder.backend(), random);
    }

    /** Makes a new profile without protection. */
    public static Vault createPlain(Path folder, RandomGenerator random) {
        refuseExisting(folder);
        write(folder, Json.object().put("format", FORMAT).put("backend", PLAIN));
        return new Vault(null, PLAIN, random);
    }

    /** Whether the folder's profile has its protection chosen. */
    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /** How the profile is protected: {@code plain}, {@code keyring} or {@code passphrase}. */
    public static String backend(Path folder) {
        return read(folder).path("backend").asText();
    }

    /** Opens a protected profile with the holder its {@link #backend} names. */
    public static Vault open(Path folder, KeyHolder holder, RandomGenerator random) {
        var file = read(folder);
        refuseOther(file, holder.backend());
        if (!(file.get("kept") instanceof ObjectNode kept)) {
            throw new VaultProblem(
                    Kind.KEY_FILE_UNREADABLE, "The profile's key.json is damaged.", null);
        }
        var key = holder.fetch(kept);
        if (!check(key).equals(file.path("check").asText())) {
            throw new VaultProblem(
                    Kind.KEY_LOST, "The key that was kept is not this profile's.", null);
        }
        return new Vault(key, holder.backend(), random);
    }

    /** Opens a profile without protection. */
    public static Vault openPlain(Path folder, RandomGenerator random) {
        refuseOther(read(folder), PLAIN);
        return new Vault(null, PLAIN, random);
    }

    /** Keeps the same key in another way, or under another passphrase. The old keyring entry, if any, stays. */
    public Vault keepWith(Path folder, KeyHolder holder) {
        if (key == null) {
            throw new VaultProblem(Kind.OTHER_PROTECTION, "A plain profile has no key.", null);
        }
        write(folder, keyFile(holder, key));
        return new Vault(key, holder.backend(), random);
    }

    /** How this profile is protected. */
    public String backend() {
        return backend;
    }

    /** The seal for one purpose, like {@code journal} or {@code media}. */
    public Seal seal(String purpose) {
        return key == null ? new Plain() : new Aead(key.forPurpose(purpose), random);
    }

    /** The key of the database file; null for a plain profile. */
    public @Nullable SecretKey databaseKey() {
        return key == null ? null : key.forPurpose("database");
    }

    private static ObjectNode keyFile(KeyHolder holder, ProfileKey key) {
        var file = Json.object().put("format", FORMAT).put("backend", holder.backend());
        file.set("kept", holder.keep(key));
        return file.put("check", check(key));
    }

    /** Tells the right key from others without telling the key. */
    private static String check(ProfileKey key) {
        var derived = key.forPurpose("check").getEncoded();
        return java.util.HexFormat.of().formatHex(Arrays.copyOf(derived, CHECK_BYTES));
    }

    private static void refuseExisting(Path folder) {
        if (exists(folder)) {
            throw new VaultProblem(
                    Kind.ALREADY_PROTECTED, "The profile " + folder + " has a key already.", null);
        }
    }

    private static void refuseOther(ObjectNode file, String asked) {
        var backend = file.path("backend").asText();
        if (!backend.equals(asked)) {
            throw new VaultProblem(
                    Kind.OTHER_PROTECTION,
                    "The profile is protected by %s, not by %s.".formatted(backend, asked),
                    null);
        }
    }

    private static void write(Path folder, ObjectNode file) {
        try {
            Files.createDirectories(folder);
            var fresh = folder.resolve(FILE + ".new");
            Files.write(fresh, Json.writePretty(file).getBytes(StandardCharsets.UTF_8));
            Disk.sync(fresh);
            Disk.rename(fresh, folder.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("key.json could not be written", e);
        }
    }

    private static ObjectNode read(Path folder) {
        try {
            var tree = Json.parse(Files.readAllBytes(folder.resolve(FILE)));
            if (tree instanceof ObjectNode file && file.path("format").asInt() == FORMAT) {
                return file;
            }
            throw new VaultProblem(
                    Kind.KEY_FILE_UNREADABLE,
                    "The profile's key.json is not one this program knows.",
                    null);
        } catch (NoSuchFileException e) {
            throw new VaultProblem(
                    Kind.KEY_FILE_MISSING, "The profile " + folder + " has no key.json.", e);
        } catch (IOException | Json.MalformedJson e) {
            throw new VaultProblem(
                    Kind.KEY_FILE_UNREADABLE, "The profile's key.json cannot be read.", e);
        }
    }
}
