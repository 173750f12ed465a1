package org.fieldpost.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.fieldpost.kernel.Json;
import org.fieldpost.vault.VaultProblem.Kind;
import org.jspecify.annotations.Nullable;

/** Wraps the key with a passphrase: Argon2id (19 MiB, 2 passes, 1 lane), then AES-256-GCM. */
public final class PassphraseHolder implements KeyHolder {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    // A key.json from elsewhere must not make us spend all memory or all day.
    private static final int MEMORY_KIB_MAX = 1024 * 1024;
    private static final int PASSES_MAX = 64;
    private static final int SALT_BYTES = 16;
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private final byte[] passphrase;
    private final RandomGenerator random;

    /** Works with what the person typed, however their keyboard composes it; {@code random} must be secure. */
    public PassphraseHolder(String passphrase, RandomGenerator random) {
        this.passphrase =
                Normalizer.normalize(passphrase, Normalizer.Form.NFKC)
                        .getBytes(StandardCharsets.UTF_8);
        this.random = random;
    }

    @Override
    public String backend() {
        return "passphrase";
    }

    @Override
    public ObjectNode keep(ProfileKey key) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var argon2 =
                Json.object()
                        .put("memory_kib", MEMORY_KIB)
                        .put("passes", PASSES)
                        .put("lanes", LANES)
                        .put("salt", BASE64.encodeToString(salt));
        var kept = Json.object();
        kept.set("argon2id", argon2);
        var wrapped = wrapping(argon2).seal(key.bytes(), Json.canonicalBytes(argon2));
        return kept.put("wrapped", BASE64.encodeToString(wrapped));
    }

    @Override
    public ProfileKey fetch(ObjectNode kept) {
        try {
            if (!(kept.get("argon2id") instanceof ObjectNode argon2)) {
                throw unreadable(null);
            }
            var wrapped = Base64.getDecoder().decode(kept.path("wrapped").asText());
            return ProfileKey.of(wrapping(argon2).open(wrapped, Json.canonicalBytes(argon2)));
        } catch (SealBroken e) {
            throw new VaultProblem(Kind.WRONG_PASSPHRASE, "The passphrase is not right.", e);
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    private static VaultProblem unreadable(@Nullable Exception e) {
        return new VaultProblem(Kind.KEY_FILE_UNREADABLE, "The profile's key.json is damaged.", e);
    }

    private Aead wrapping(ObjectNode argon2) {
        return new Aead(stretch(argon2), random);
    }

    private SecretKey stretch(ObjectNode argon2) {
        int memory = argon2.path("memory_kib").asInt();
        int passes = argon2.path("passes").asInt();
        int lanes = argon2.path("lanes").asInt();
        if (memory < MEMORY_KIB
                || memory > MEMORY_KIB_MAX
                || passes < 1
                || passes > PASSES_MAX
                || lanes < 1
                || lanes > PASSES_MAX) {
            throw new IllegalArgumentException("argon2id beyond its bounds");
        }
        var generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(memory)
                        .withIterations(passes)
                        .withParallelism(lanes)
                        .withSalt(Base64.getDecoder().decode(argon2.path("salt").asText()))
                        .build());
        var stretched = new byte[ProfileKey.BYTES];
        generator.generateBytes(passphrase, stretched);
        return new SecretKeySpec(stretched, "AES");
    }

    @Override
    public void forget(ObjectNode kept) {
        // Nothing is kept outside the folder.
    }
}
