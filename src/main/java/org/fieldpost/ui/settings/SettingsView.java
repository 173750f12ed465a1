package org.fieldpost.ui.settings;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.Property;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.fieldpost.store.Enrolment;
import org.fieldpost.ui.fx.RightToLeft;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Density;
import org.fieldpost.ui.kit.ErrorBanner;
import org.fieldpost.ui.kit.SizeWords;
import org.fieldpost.ui.kit.StatusChip;
import org.fieldpost.ui.kit.Tone;
import org.fieldpost.ui.shell.Frame;
import org.fieldpost.ui.shell.Person;
import org.fieldpost.ui.shell.Preferences;
import org.fieldpost.ui.shell.ScreenPart;
import org.fieldpost.ui.shell.ThemeChoice;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The settings: binds {@link SettingsViewModel} and the window's preferences to their nodes. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
final class SettingsView implements ScreenPart {
    private final SettingsViewModel model;
    private final PassphraseViewModel passphrase;
    private Runnable passphraseChanged = () -> {};
    private final Preferences preferences;
    private final Words words;
    private final SizeWords sizes;
    private final Parent node;
    @FXML private StatusChip enrolledChip;
    @FXML private VBox who;
    @FXML private VBox enrolCard;
    @FXML private Label enrolTitle;
    @FXML private TextField hub;
    @FXML private TextField code;
    @FXML private Button enrol;
    @FXML private ProgressIndicator asking;
    @FXML private Label askingText;
    @FXML private ComboBox<Locale> language;
    @FXML private ToggleGroup themes;
    @FXML private ToggleButton themeSystem;
    @FXML private ToggleButton themeLight;
    @FXML private ToggleButton themeDark;
    @FXML private ToggleGroup densities;
    @FXML private ToggleButton comfortable;
    @FXML private ToggleButton compact;
    @FXML private Label storageSum;
    @FXML private VBox storage;
    @FXML private StatusChip encryptionChip;
    @FXML private Label encryptionText;
    @FXML private VBox about;

    SettingsView(
            SettingsDesk desk, Preferences preferences, Consumer<Enrolment> enrolled, Frame frame) {
        this.preferences = preferences;
        words = frame.loader().words(SettingsView.class);
        sizes = new SizeWords(words);
        model =
                new SettingsViewModel(
                        desk,
                        frame.background(),
                        words,
                        now -> {
                            frame.notices()
                                    .toast(
                                            Tone.GOOD,
                                            words.say("enrol.done", now.organizationName()));
                            enrolled.accept(now);
                        });
        passphrase =
                new PassphraseViewModel(
                        desk.passphrases(),
                        frame.background(),
                        words,
                        () -> {
                            frame.notices().toast(Tone.GOOD, words.say("passphrase.changed"));
                            passphraseChanged.run();
                        });
        node = frame.loader().load(this);
    }

    @FXML
    void initialize() {
        hub.textProperty().bindBidirectional(model.hubProperty());
        code.textProperty().bindBidirectional(model.codeProperty());
        enrol.disableProperty().bind(model.askingProperty());
        for (Node busy : List.of(asking, askingText)) {
            busy.visibleProperty().bind(model.askingProperty());
        }
        var banner = new ErrorBanner(words);
        banner.troubleProperty().bind(model.troubleProperty());
        enrolCard.getChildren().add(banner);
        model.enrolmentProperty().addListener((_, _, now) -> showWho(now));
        model.storageProperty().addListener((_, _, now) -> showStorage(now));
        showWho(model.enrolmentProperty().get());
        showStorage(model.storageProperty().get());
        showEncryption();
        showAbout();
        chooseLanguage();
        choose(themes, themeSystem, ThemeChoice.SYSTEM, preferences.themeProperty());
        choose(themes, themeLight, ThemeChoice.LIGHT, preferences.themeProperty());
        choose(themes, themeDark, ThemeChoice.DARK, preferences.themeProperty());
        choose(densities, comfortable, Density.COMFORTABLE, preferences.densityProperty());
        choose(densities, compact, Density.COMPACT, preferences.densityProperty());
    }

    private void showWho(@Nullable Enrolment now) {
        enrolTitle.setText(words.say(now == null ? "enrol.title" : "enrol.again"));
        if (now == null) {
            enrolledChip.show(Tone.WARNING, Feather.LINK_2, words.say("who.not"));
            var text = new Label(words.say("who.not.text"));
            text.setWrapText(true);
            text.setMinHeight(Label.USE_PREF_SIZE);
            text.getStyleClass().add("muted");
            who.getChildren().setAll(text);
            return;
        }
        enrolledChip.show(Tone.GOOD, Feather.CHECK_CIRCLE, words.say("who.enrolled"));
        var roles =
                Person.of(now).roles().stream()
                        .sorted()
                        .map(role -> words.say("role." + role.word()))
                        .collect(Collectors.joining(words.say("list.comma") + " "));
        who.getChildren()
                .setAll(
                        fact("who.name", now.userName()),
                        fact("who.role", roles),
                        fact("who.organization", now.organizationName()),
                        fact("who.hub", now.hub()),
                        idFact("who.device", now.device().toString()));
    }

    private void showStorage(@Nullable Storage read) {
        if (read == null) {
            storageSum.setText("");
            storage.getChildren().clear();
            return;
        }
        storageSum.setText(
                words.say("storage.sum", sizes.say(read.used()), sizes.say(read.free())));
        storage.getChildren()
                .setAll(
                        fact("storage.database", sizes.say(read.database())),
                        fact("storage.journal", sizes.say(read.journal())),
                        fact("storage.photos", sizes.say(read.photos())),
                        fact("storage.thumbnails", sizes.say(read.thumbnails())));
    }

    private void showEncryption() {
        var about = model.about();
        if (about.encrypted()) {
            encryptionChip.show(Tone.GOOD, Feather.LOCK, words.say("encryption.on"));
        } else {
            encryptionChip.show(Tone.WARNING, Feather.UNLOCK, words.say("encryption.off"));
        }
        var key = "encryption." + about.encryption();
        encryptionText.setText(words.say(words.knows(key) ? key : "encryption.other"));
        if (about.encryption().equals("passphrase")
                && encryptionText.getParent() instanceof VBox card) {
            card.getChildren().add(passphraseForm());
        }
    }

    private PassphraseForm passphraseForm() {
        var form = new PassphraseForm(passphrase, words);
        passphraseChanged = form::close;
        return form;
    }

    private void showAbout() {
        var facts = model.about();
        about.getChildren()
                .setAll(
                        fact("about.version", facts.version()),
                        fact("about.runtime", facts.java()),
                        fact("about.system", facts.system()),
                        fact("about.profile", facts.profile().toString()));
    }

    private HBox idFact(String key, String id) {
        var fact = fact(key, id);
        fact.getChildren().getLast().getStyleClass().add("fact-id");
        return fact;
    }

    private HBox fact(String key, String value) {
        var name = new Label(words.say(key));
        name.getStyleClass().add("fact-name");
        var said = new Label(RightToLeft.wrappable(value));
        said.setWrapText(true);
        said.setMinHeight(Label.USE_PREF_SIZE);
        var fact = new HBox(name, said);
        fact.getStyleClass().add("fact");
        return fact;
    }

    private void chooseLanguage() {
        language.getItems().setAll(Words.LANGUAGES);
        language.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(@Nullable Locale locale) {
                        return locale == null ? "" : Words.nameOf(locale);
                    }

                    @Override
                    public @Nullable Locale fromString(String text) {
                        return null;
                    }
                });
        Words.LANGUAGES.stream()
                .filter(known -> known.getLanguage().equals(words.locale().getLanguage()))
                .findFirst()
                .ifPresent(language::setValue);
        language.valueProperty()
                .addListener((_, _, chosen) -> preferences.languageProperty().set(chosen));
    }

    /** One of a group is always chosen; what is chosen elsewhere shows here. */
    private static <T> void choose(
            ToggleGroup group, ToggleButton button, T value, Property<T> chosen) {
        button.setSelected(value.equals(chosen.getValue()));
        button.setOnAction(
                _ -> {
                    chosen.setValue(value);
                    group.selectToggle(button);
                });
        chosen.addListener((_, _, now) -> button.setSelected(value.equals(now)));
    }

    @FXML
    void enrol() {
        if (!model.askingProperty().get()) {
            model.enrol();
        }
    }

    @Override
    public Parent node() {
        return node;
    }

    @Override
    public void shown(@Nullable Object argument) {
        model.refresh();
    }
}
