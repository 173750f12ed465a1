package org.fieldpost.db;

import java.nio.file.Path;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Where an embedded database lies and what is to be in it.
 *
 * @param file path without suffix: {@code <file>.mv.db} is the database
 * @param key encrypts the file (random bytes, never a passphrase: H2 derives with few rounds); null for plain
 * @param migrations class-path folder of the migration scripts, like {@code org/fieldpost/store/migrations}
 * @param readers how many reads may run at once
 */
public record H2Settings(Path file, @Nullable SecretKey key, String migrations, int readers) {
    private static final int READERS = 2;

    public H2Settings {
        file = file.toAbsolutePath().normalize();
        if (file.toString().contains(";")) {
            throw new IllegalArgumentException("a database path has no semicolon: " + file);
        }
    }

    /** The usual number of readers. */
    public static H2Settings of(Path file, @Nullable SecretKey key, String migrations) {
        return new H2Settings(file, key, migrations, READERS);
    }
}
