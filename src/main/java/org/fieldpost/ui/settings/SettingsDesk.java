package org.fieldpost.ui.settings;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.fieldpost.store.Enrolment;

/**
 * What the settings read and ask for; all of it may block.
 *
 * @param enrolment who this profile is to the hub
 * @param enrol asks a hub to take this laptop in, and keeps its answer
 */
public record SettingsDesk(
        Callable<Optional<Enrolment>> enrolment,
        Enrol enrol,
        Callable<Storage> storage,
        About about) {
    /** Asks the hub at {@code address} with a one-time {@code code}. */
    @FunctionalInterface
    public interface Enrol {
        EnrolOutcome ask(String address, String code) throws Exception;
    }
}
