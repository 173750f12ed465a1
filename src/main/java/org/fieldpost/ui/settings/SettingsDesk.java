package org.fieldpost.ui.settings;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.fieldpost.store.Enrolment;

/**
 * What the settings read and ask for; all of it may block.
 *
 * @param enrolment who this profile is to the hub
 * @param passphrases changes the passphrase of a profile that has one
 * @param enrol asks a hub to take this laptop in, and keeps its answer
 */
public record SettingsDesk(
        Callable<Optional<Enrolment>> enrolment,
        Enrol enrol,
        Passphrases passphrases,
        Callable<Storage> storage,
        About about) {
    /** Another passphrase for the profile that is open. */
    @FunctionalInterface
    public interface Passphrases {
        /** Whether it was changed; not, when {@code now} is not the one that opens the profile. */
        boolean change(String now, String fresh) throws Exception;
    }

    /** Asks the hub at {@code address} with a one-time {@code code}. */
    @FunctionalInterface
    public interface Enrol {
        EnrolOutcome ask(String address, String code) throws Exception;
    }
}
