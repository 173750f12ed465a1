package org.fieldpost.app;

import java.nio.file.Path;
import org.fieldpost.cli.ProfileChoice;
import org.fieldpost.store.Profile;
import org.fieldpost.store.ProfileSettings;
import org.fieldpost.vault.KeyHolder;
import org.fieldpost.vault.PassphraseHolder;
import org.fieldpost.vault.Vault;
import org.fieldpost.vault.VaultProblem;
import org.jspecify.annotations.Nullable;

/** Opens a profile the way it is protected, or makes one: by keyring, else by passphrase; plain only if asked for. */
final class ProfileKeys {
    private final World world;

    ProfileKeys(World world) {
        this.world = world;
    }

    /** What came of a try. */
    sealed interface Attempt {
        record Opened(Profile profile) implements Attempt {}

        /** A new profile wants a passphrase: there is no keyring. */
        record WantsNewPassphrase() implements Attempt {}

        /** The profile has a passphrase; {@code wrong} when the one given is not it. */
        record WantsPassphrase(boolean wrong) implements Attempt {}
    }

    /** Opens or makes the profile; other problems come as {@code Problem}s. */
    Attempt attempt(ProfileChoice choice) {
        try {
            if (Profile.exists(choice.folder())) {
                return open(choice);
            }
            return new Attempt.Opened(Profile.create(settings(choice.folder(), newHolder(choice))));
        } catch (VaultProblem e) {
            return switch (e.kind()) {
                case WRONG_PASSPHRASE -> new Attempt.WantsPassphrase(true);
                case NO_KEYRING -> {
                    if (Profile.exists(choice.folder())) {
                        throw e;
                    }
                    yield new Attempt.WantsNewPassphrase();
                }
                case KEY_LOST,
                        KEY_FILE_MISSING,
                        KEY_FILE_UNREADABLE,
                        OTHER_PROTECTION,
                        ALREADY_PROTECTED ->
                        throw e;
            };
        }
    }

    private Attempt open(ProfileChoice choice) {
        var holder =
                switch (Vault.backend(choice.folder())) {
                    case "plain" -> null;
                    case "keyring" -> world.keyring().apply(choice.folder());
                    default -> choice.passphrase() == null ? null : passphrase(choice.passphrase());
                };
        if (holder == null && Vault.backend(choice.folder()).equals("passphrase")) {
            return new Attempt.WantsPassphrase(false);
        }
        return new Attempt.Opened(Profile.open(settings(choice.folder(), holder)));
    }

    /** Whether only {@code fresh} opens the profile from now on; not, when {@code now} is not its passphrase. */
    boolean change(Profile profile, String now, String fresh) {
        try {
            Vault.open(profile.folder(), passphrase(now), world.random());
        } catch (VaultProblem e) {
            if (e.kind() == VaultProblem.Kind.WRONG_PASSPHRASE) {
                return false;
            }
            throw e;
        }
        profile.vault().keepWith(profile.folder(), passphrase(fresh));
        return true;
    }

    private @Nullable KeyHolder newHolder(ProfileChoice choice) {
        if (choice.plain()) {
            return null;
        }
        return choice.passphrase() == null
                ? world.keyring().apply(choice.folder())
                : passphrase(choice.passphrase());
    }

    private KeyHolder passphrase(String words) {
        return new PassphraseHolder(words, world.random());
    }

    private ProfileSettings settings(Path folder, @Nullable KeyHolder holder) {
        return ProfileSettings.of(folder, holder, world.random(), world.clock(), world.ids());
    }
}
