package org.fieldpost.ui.settings;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.fieldpost.kernel.Background;
import org.fieldpost.ui.fx.Words;

/** Another passphrase for the same profile, without its nodes. */
public final class PassphraseViewModel {
    private static final System.Logger LOG = System.getLogger(PassphraseViewModel.class.getName());

    /** As short as a new profile's may be. */
    static final int CHARS_MIN = 10;

    private final SettingsDesk.Passphrases desk;
    private final Background background;
    private final Words words;
    private final Runnable changed;
    private final StringProperty now = new SimpleStringProperty("");
    private final StringProperty fresh = new SimpleStringProperty("");
    private final StringProperty repeated = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

    /**
     * A model with nothing typed.
     *
     * @param changed told on the screen's thread once only the new one opens the profile
     */
    public PassphraseViewModel(
            SettingsDesk.Passphrases desk, Background background, Words words, Runnable changed) {
        this.desk = desk;
        this.background = background;
        this.words = words;
        this.changed = changed;
    }

    /** Changes it, unless something is wrong with what was typed: then says what. */
    public void change() {
        if (busy.get()) {
            return;
        }
        var problem = problem();
        complaint.set(problem.isEmpty() ? "" : words.say(problem, CHARS_MIN));
        if (!problem.isEmpty()) {
            return;
        }
        busy.set(true);
        var before = now.get();
        var after = fresh.get();
        background.run(() -> desk.change(before, after), this::answered, this::failed);
    }

    private String problem() {
        var typed = fresh.get();
        if (now.get().isEmpty()) {
            return "passphrase.now.missing";
        }
        if (typed.codePointCount(0, typed.length()) < CHARS_MIN) {
            return "passphrase.short";
        }
        return typed.equals(repeated.get()) ? "" : "passphrase.different";
    }

    private void answered(boolean right) {
        busy.set(false);
        if (!right) {
            complaint.set(words.say("passphrase.wrong"));
            return;
        }
        forget();
        changed.run();
    }

    private void failed(Throwable problem) {
        LOG.log(System.Logger.Level.WARNING, "the passphrase was not changed", problem);
        busy.set(false);
        complaint.set(words.say("passphrase.failed", String.valueOf(problem.getMessage())));
    }

    /** Nothing typed stays on the screen. */
    public void forget() {
        now.set("");
        fresh.set("");
        repeated.set("");
        complaint.set("");
    }

    /** The one that opens the profile now, as typed. */
    public StringProperty nowProperty() {
        return now;
    }

    /** The new one, as typed. */
    public StringProperty freshProperty() {
        return fresh;
    }

    /** The new one once more. */
    public StringProperty repeatedProperty() {
        return repeated;
    }

    /** What is wrong with what was typed; empty for nothing. */
    public ReadOnlyStringProperty complaintProperty() {
        return complaint.getReadOnlyProperty();
    }

    /** Whether it is being changed. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }
}
