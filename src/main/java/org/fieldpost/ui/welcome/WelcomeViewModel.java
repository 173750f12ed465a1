package org.fieldpost.ui.welcome;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.fieldpost.kernel.Background;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Trouble;
import org.fieldpost.ui.welcome.Opening.Attempt;
import org.jspecify.annotations.Nullable;

/** Asks for what is missing until the profile is open. */
public final class WelcomeViewModel {
    /** A passphrase shorter than this is guessed in an afternoon. */
    static final int PASSPHRASE_CHARS_MIN = 10;

    /** What the screen shows. */
    public enum Page {
        OPENING,
        NEW_PASSPHRASE,
        UNLOCK,
        FAILED
    }

    private final Opening opening;
    private final Background background;
    private final Words words;
    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(Page.OPENING);
    private final StringProperty passphrase = new SimpleStringProperty("");
    private final StringProperty repeated = new SimpleStringProperty("");
    private final StringProperty complaint = new SimpleStringProperty("");
    private final BooleanProperty busy = new SimpleBooleanProperty();
    private final ObjectProperty<@Nullable Trouble> trouble = new SimpleObjectProperty<>();

    public WelcomeViewModel(Opening opening, Background background, Words words) {
        this.opening = opening;
        this.background = background;
        this.words = words;
    }

    /** The first try, with nothing typed. */
    public void begin() {
        attempt(null);
    }

    /** Goes on with what was typed. */
    public void submit() {
        if (busy.get()) {
            return;
        }
        String typed = passphrase.get();
        String problem =
                page.get() == Page.NEW_PASSPHRASE
                        ? weakness(typed)
                        : typed.isEmpty() ? "welcome.empty" : "";
        complaint.set(problem.isEmpty() ? "" : words.say(problem, PASSPHRASE_CHARS_MIN));
        if (problem.isEmpty()) {
            attempt(typed);
        }
    }

    private String weakness(String typed) {
        if (typed.codePointCount(0, typed.length()) < PASSPHRASE_CHARS_MIN) {
            return "welcome.short";
        }
        return typed.equals(repeated.get()) ? "" : "welcome.different";
    }

    private void attempt(@Nullable String typed) {
        busy.set(true);
        background.run(() -> opening.open(typed), this::show, this::failed);
    }

    private void show(Attempt attempt) {
        busy.set(false);
        switch (attempt) {
            case Attempt.Opened(Runnable goOn) -> {
                passphrase.set("");
                repeated.set("");
                goOn.run();
            }
            case Attempt.NewPassphrase() -> page.set(Page.NEW_PASSPHRASE);
            case Attempt.Locked(boolean wrong) -> {
                page.set(Page.UNLOCK);
                complaint.set(wrong ? words.say("welcome.wrong") : "");
            }
            case Attempt.Failed(String code, String what, String remedy, String details) -> {
                trouble.set(new Trouble(what, words.say("welcome.kept"), remedy, code, details));
                page.set(Page.FAILED);
            }
        }
    }

    private void failed(Throwable e) {
        show(
                new Attempt.Failed(
                        "FP-1000",
                        words.say("welcome.broken"),
                        words.say("welcome.support"),
                        e.toString()));
    }

    public ObjectProperty<Page> pageProperty() {
        return page;
    }

    public StringProperty passphraseProperty() {
        return passphrase;
    }

    /** The passphrase a second time, for a new one. */
    public StringProperty repeatedProperty() {
        return repeated;
    }

    /** What is wrong with what was typed; empty for nothing. */
    public StringProperty complaintProperty() {
        return complaint;
    }

    public BooleanProperty busyProperty() {
        return busy;
    }

    /** Why the profile cannot be opened. */
    public ObjectProperty<@Nullable Trouble> troubleProperty() {
        return trouble;
    }
}
