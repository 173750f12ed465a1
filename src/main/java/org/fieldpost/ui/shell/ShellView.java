package org.fieldpost.ui.shell;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.collections.WeakListChangeListener;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Overlay;
import org.fieldpost.ui.kit.TimeWords;
import org.fieldpost.ui.kit.ToastPane;
import org.fieldpost.ui.kit.Tone;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The window's nodes in one language: top bar, navigation, the screen, the promise. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
final class ShellView implements AutoCloseable {
    private final ShellParts parts;
    private final Navigator navigator;
    private final Frame frame;
    private final Words words;
    private final TimeWords times;
    private final ListChangeListener<Notice> noticesChanged = _ -> countNotices();
    private Listeners.Subscription toasting;
    private ScreenStack stack;
    private PromiseBar promise;
    private ShellKeys shellKeys;
    @FXML private BorderPane main;
    @FXML private Button search;
    @FXML private VBox nav;
    @FXML private StackPane room;
    @FXML private ToastPane toasts;
    @FXML private Overlay overlay;
    @FXML private Button bell;
    @FXML private Label bellCount;
    @FXML private MenuButton look;
    @FXML private FontIcon lookIcon;
    @FXML private MenuButton language;
    @FXML private Button user;
    @FXML private Label initials;
    @FXML private Label userName;
    @FXML private Label userRole;

    ShellView(ShellParts parts, Navigator navigator, Frame frame) {
        this.parts = parts;
        this.navigator = navigator;
        this.frame = frame;
        words = frame.loader().words(ShellView.class);
        times = new TimeWords(words, frame.zone());
    }

    Parent load() {
        return frame.loader().load(this);
    }

    @FXML
    void initialize() {
        stack = new ScreenStack(room, frame);
        shellKeys = new ShellKeys(navigator, words);
        promise =
                new PromiseBar(
                        new PromiseWords(words, times),
                        parts.standing().standingProperty(),
                        frame.ticker().nowProperty(),
                        () -> stack.unsaved(),
                        () -> goIfOffered("sync"));
        main.setBottom(promise);
        parts.notices().kept().addListener(new WeakListChangeListener<>(noticesChanged));
        countNotices();
        toasting = parts.notices().onToast(this::toast);
        listLanguages();
        listThemes();
        showPerson(parts.person().getValue());
        listScreens();
        show(navigator.place());
    }

    /** Keys that work everywhere; the scene's filter hands them over. */
    void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.F1) {
            openKeys();
        } else if (event.getCode() == KeyCode.K && event.isShortcutDown() && !event.isShiftDown()) {
            openPalette();
        } else if (overlay.isVisible() || !(shellKeys.pressed(event) || reachesScreen(event))) {
            return;
        }
        event.consume();
    }

    /** Whoever has tabbed out of the screen still finishes the form with its key. */
    private boolean reachesScreen(KeyEvent event) {
        boolean outside =
                !(event.getTarget() instanceof Node target) || !isWithin(target, part().node());
        return outside && part().pressedOutside(event);
    }

    private static boolean isWithin(Node node, Node screen) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(screen)) {
                return true;
            }
        }
        return false;
    }

    void show(Navigator.Place place) {
        overlay.hide();
        stack.show(place);
        for (Node node : nav.getChildren()) {
            if (node instanceof NavItem item) {
                item.setSelected(item.screen().id().equals(place.screen().under()));
            }
        }
        parts.preferences().screenProperty().set(place.screen().under());
    }

    private ScreenPart part() {
        return Objects.requireNonNull(stack.front());
    }

    void showPerson(Person person) {
        boolean enrolled = person.enrolled();
        initials.setText(enrolled ? person.initials() : "?");
        userName.setText(enrolled ? person.name() : words.say("user.none"));
        userRole.setText(
                enrolled
                        ? person.roles().stream()
                                .sorted()
                                .map(role -> words.say("role." + role.word()))
                                .collect(Collectors.joining(words.say("list.comma") + " "))
                        : words.say("user.none.text"));
        user.setAccessibleText(userName.getText() + ". " + userRole.getText());
    }

    /** The navigation, for the person as they are now. */
    void listScreens() {
        nav.getChildren().clear();
        for (var screen : navigator.listed()) {
            var item = new NavItem(screen, title(screen), words);
            item.setOnAction(_ -> navigator.navigate(screen.id()));
            item.setSelected(screen.id().equals(navigator.placeProperty().get().screen().under()));
            nav.getChildren().add(item);
        }
        nav.setOnKeyPressed(this::walkNavigation);
    }

    private void walkNavigation(KeyEvent event) {
        int at = nav.getChildren().indexOf(nav.getScene().getFocusOwner());
        int to =
                switch (event.getCode()) {
                    case DOWN -> at + 1;
                    case UP -> at - 1;
                    default -> -1;
                };
        if (at >= 0 && to >= 0 && to < nav.getChildren().size()) {
            nav.getChildren().get(to).requestFocus();
            event.consume();
        }
    }

    private String title(Screen screen) {
        return frame.loader().words(screen.home()).say("screen." + screen.id());
    }

    private void listLanguages() {
        var chosen = parts.preferences().languageProperty();
        language.setText(Words.nameOf(words.locale()));
        for (Locale locale : Words.LANGUAGES) {
            var item = new RadioMenuItem(Words.nameOf(locale));
            item.setSelected(locale.getLanguage().equals(words.locale().getLanguage()));
            item.setOnAction(_ -> chosen.set(locale));
            language.getItems().add(item);
        }
    }

    private void listThemes() {
        var chosen = parts.preferences().themeProperty();
        for (var choice : ThemeChoice.values()) {
            var item =
                    new RadioMenuItem(words.say("theme." + choice.name().toLowerCase(Locale.ROOT)));
            item.setSelected(chosen.get() == choice);
            item.setOnAction(_ -> chosen.set(choice));
            look.getItems().add(item);
        }
        lookIcon.iconCodeProperty()
                .bind(
                        Bindings.createObjectBinding(
                                () ->
                                        switch (chosen.get()) {
                                            case SYSTEM -> Feather.MONITOR;
                                            case LIGHT -> Feather.SUN;
                                            case DARK -> Feather.MOON;
                                        },
                                chosen));
    }

    private void countNotices() {
        int count = parts.notices().kept().size();
        bellCount.setVisible(count > 0);
        bellCount.setText(words.say("number", count));
        bell.setAccessibleText(
                count == 0 ? words.say("notices.title") : words.say("notices.count", count));
    }

    private void toast(Notices.Toast toast) {
        toasts.say(toast.tone(), toast.text(), toast.undoText(), toast.undo());
    }

    private void goIfOffered(String id) {
        if (navigator.offers(id)) {
            navigator.navigate(id);
        }
    }

    @FXML
    void openPalette() {
        var model =
                new PaletteViewModel(
                        shellKeys.places(this::title, parts.syncNow()),
                        words.say("palette.places"),
                        parts.sources(),
                        words.locale(),
                        frame.background(),
                        navigator);
        var palette = new PaletteView(model, overlay::hide);
        var node = frame.loader().load(palette);
        overlay.show(node, palette.focus(), Pos.TOP_CENTER);
    }

    @FXML
    void openKeys() {
        List<KeyHint> here = part().keys();
        var sheet =
                new KeySheet(
                        words,
                        shellKeys.hints(this::title),
                        title(navigator.placeProperty().get().screen()),
                        here,
                        overlay::hide);
        overlay.show(sheet, sheet.closeButton(), Pos.CENTER);
    }

    @FXML
    void openNotices() {
        var list =
                new NoticeList(
                        parts.notices(), words, times, frame.ticker().nowProperty(), this::follow);
        overlay.show(list, list.clearButton(), Pos.TOP_RIGHT);
    }

    private void follow(Notice notice) {
        String screen = notice.screen();
        if (screen != null && navigator.offers(screen)) {
            overlay.hide();
            navigator.navigate(screen, notice.argument());
        }
    }

    Locale locale() {
        return words.locale();
    }

    /** Does {@code then} once nothing is unsaved; what cannot be saved is told, and {@code otherwise} done. */
    void whenSaved(Runnable then, Runnable otherwise) {
        var unsaved = stack.unsaved();
        if (unsaved == null) {
            then.run();
            return;
        }
        unsaved.save(
                problem -> {
                    if (problem == null) {
                        then.run();
                    } else {
                        otherwise.run();
                        parts.notices()
                                .toast(
                                        Tone.DANGER,
                                        words.say("unsaved.stays", unsaved.name(), problem));
                    }
                });
    }

    /**
     * Whether the window may go at once. If not, what is unsaved is saved first, and {@code close} called then; if it
     * cannot be saved, the person is asked.
     */
    boolean mayClose(Runnable close) {
        var unsaved = stack.unsaved();
        if (unsaved == null) {
            return true;
        }
        unsaved.save(problem -> triedToSave(unsaved, problem, close));
        return false;
    }

    private void triedToSave(Unsaved unsaved, @Nullable String problem, Runnable close) {
        if (problem == null) {
            closeIfSaved(close);
            return;
        }
        promise.refresh();
        var question =
                new ClosingQuestion(
                        words,
                        unsaved.name(),
                        problem,
                        new ClosingQuestion.Answers() {
                            @Override
                            public void stay() {
                                overlay.hide();
                            }

                            @Override
                            public void tryAgain() {
                                overlay.hide();
                                closeIfSaved(close);
                            }

                            @Override
                            public void lose() {
                                overlay.hide();
                                close.run();
                            }
                        });
        overlay.show(question, question.stayButton(), Pos.CENTER);
    }

    /** There may be more that is unsaved, or more was typed meanwhile. */
    private void closeIfSaved(Runnable close) {
        if (mayClose(close)) {
            close.run();
        }
    }

    @FXML
    void openSettings() {
        goIfOffered("settings");
    }

    Overlay overlay() {
        return overlay;
    }

    Button searchBox() {
        return search;
    }

    @Nullable ScreenPart front() {
        return stack.front();
    }

    @Override
    public void close() {
        toasting.close();
        stack.close();
    }
}
