package org.fieldpost.ui.settings;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.kernel.Background;
import org.fieldpost.store.Enrolment;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Trouble;
import org.jspecify.annotations.Nullable;

/** The settings without their nodes: who, enrolment, storage. */
public final class SettingsViewModel {
    private static final System.Logger LOG = System.getLogger(SettingsViewModel.class.getName());
    private final SettingsDesk desk;
    private final Background background;
    private final Words words;
    private final Consumer<Enrolment> enrolled;
    private final StringProperty hub = new SimpleStringProperty("");
    private final StringProperty code = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<@Nullable Enrolment> enrolment =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Storage> storage = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Trouble> trouble = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper asking = new ReadOnlyBooleanWrapper();

    /**
     * A model that has read nothing yet.
     *
     * @param enrolled told on the screen's thread when the hub took this laptop in
     */
    public SettingsViewModel(
            SettingsDesk desk, Background background, Words words, Consumer<Enrolment> enrolled) {
        this.desk = desk;
        this.background = background;
        this.words = words;
        this.enrolled = enrolled;
    }

    /** Reads who this is and how large everything has become. */
    public void refresh() {
        background.run(desk.enrolment(), this::showEnrolment, this::unreadable);
        background.run(desk.storage(), storage::set, this::unreadable);
    }

    private void showEnrolment(Optional<Enrolment> read) {
        enrolment.set(read.orElse(null));
        if (hub.get().isEmpty()) {
            read.ifPresent(known -> hub.set(known.hub()));
        }
    }

    private void unreadable(Throwable problem) {
        LOG.log(System.Logger.Level.WARNING, "settings cannot be read", problem);
    }

    /** Asks the hub, unless something is missing: then says what. */
    public void enrol() {
        var address = HubAddress.of(hub.get());
        if (hub.get().isBlank() || address.isEmpty()) {
            trouble.set(trouble("enrol.address", "enrol.address.remedy", "", null));
            return;
        }
        if (code.get().isBlank()) {
            trouble.set(trouble("enrol.code.missing", "enrol.code.remedy", "", null));
            return;
        }
        trouble.set(null);
        asking.set(true);
        var typed = code.get().strip();
        background.run(
                () -> desk.enrol().ask(address.get(), typed),
                this::answered,
                problem -> {
                    LOG.log(System.Logger.Level.WARNING, "enrolment failed", problem);
                    asking.set(false);
                    trouble.set(
                            trouble(
                                    "enrol.fault",
                                    "enrol.fault.remedy",
                                    "FP-2199",
                                    String.valueOf(problem)));
                });
    }

    private void answered(EnrolOutcome outcome) {
        asking.set(false);
        switch (outcome) {
            case EnrolOutcome.Enrolled(var now) -> {
                enrolment.set(now);
                hub.set(now.hub());
                code.set("");
                enrolled.accept(now);
            }
            case EnrolOutcome.Refused(ErrorBody error) -> trouble.set(refused(error));
            case EnrolOutcome.Unreachable(var reason) ->
                    trouble.set(
                            trouble(
                                    "enrol.unreachable",
                                    "enrol.unreachable.remedy",
                                    "FP-2101",
                                    reason));
        }
    }

    private Trouble refused(ErrorBody error) {
        var key = "enrol." + error.code();
        return words.knows(key)
                ? trouble(key, key + ".remedy", error.code(), error.message())
                : trouble("enrol.refused", "enrol.refused.remedy", error.code(), error.message());
    }

    private Trouble trouble(String what, String remedy, String code, @Nullable String details) {
        return new Trouble(
                words.say(what), words.say("data.kept"), words.say(remedy), code, details);
    }

    /** The address as typed. */
    public StringProperty hubProperty() {
        return hub;
    }

    /** The one-time code as typed. */
    public StringProperty codeProperty() {
        return code;
    }

    /** Null while this laptop is not enrolled. */
    public ReadOnlyObjectProperty<@Nullable Enrolment> enrolmentProperty() {
        return enrolment.getReadOnlyProperty();
    }

    /** Null until it was read. */
    public ReadOnlyObjectProperty<@Nullable Storage> storageProperty() {
        return storage.getReadOnlyProperty();
    }

    /** Why enrolling did not work. */
    public ReadOnlyObjectProperty<@Nullable Trouble> troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /** Whether the hub is being asked. */
    public ReadOnlyBooleanProperty askingProperty() {
        return asking.getReadOnlyProperty();
    }

    public About about() {
        return desk.about();
    }
}
