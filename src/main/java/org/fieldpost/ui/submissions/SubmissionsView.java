package org.fieldpost.ui.submissions;

import atlantafx.base.controls.CustomTextField;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.fieldpost.store.FormEntry;
import org.fieldpost.store.SubmissionLine;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.EmptyState;
import org.fieldpost.ui.kit.ErrorBanner;
import org.fieldpost.ui.kit.StatePane;
import org.fieldpost.ui.kit.Trouble;
import org.fieldpost.ui.shell.Frame;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The screen of submissions: search, filter chips, table, and the one in front beside it. */
final class SubmissionsView {
    private final SubmissionsViewModel model;
    private final Frame frame;
    private final Words words;
    private final Parent node;
    private boolean selecting;
    @FXML private StackPane root;
    @FXML private Label count;
    @FXML private CustomTextField search;
    @FXML private MenuButton form;
    @FXML private HBox standings;
    @FXML private StatePane state;
    @FXML private TableView<SubmissionLine> table;
    @FXML private TableColumn<SubmissionLine, SubmissionLine> summary;
    @FXML private TableColumn<SubmissionLine, SubmissionLine> status;
    @FXML private TableColumn<SubmissionLine, SubmissionLine> who;
    @FXML private TableColumn<SubmissionLine, SubmissionLine> when;
    @FXML private TableColumn<SubmissionLine, SubmissionLine> photos;
    @FXML private ScrollPane detail;

    @SuppressWarnings("NullAway.Init") // The loader sets the fields.
    SubmissionsView(SubmissionsViewModel model, Frame frame) {
        this.model = model;
        this.frame = frame;
        this.words = frame.loader().words(SubmissionsView.class);
        this.node = frame.loader().load(this);
        bind();
    }

    private void bind() {
        search.setLeft(new FontIcon(Feather.SEARCH));
        search.textProperty().addListener((_, _, text) -> model.search(text));
        model.countProperty().addListener((_, _, now) -> count.setText(words.say("count", now)));
        model.forms().addListener((ListChangeListener<FormEntry>) _ -> buildForms());
        buildForms();
        buildStandings();
        new SubmissionColumns(words, frame, this::formName, model::more)
                .build(table, summary, status, who, when, photos);
        new SortPolicy(model, summary, when).install(table);
        table.setItems(model.lines());
        table.getSelectionModel().selectedItemProperty().addListener((_, _, now) -> picked(now));
        model.selectedProperty().addListener((_, _, _) -> mark());
        model.lines().addListener((ListChangeListener<SubmissionLine>) _ -> mark());
        model.stateProperty().addListener((_, _, now) -> turn(now));
        turn(model.stateProperty().get());
    }

    private void picked(SubmissionLine line) {
        if (!selecting && line != null) {
            model.select(line.id());
        }
    }

    /** The row of the chosen submission is marked, wherever the list has moved it to. */
    private void mark() {
        selecting = true;
        int index = model.selectedIndex();
        if (index < 0) {
            table.getSelectionModel().clearSelection();
        } else {
            table.getSelectionModel().clearAndSelect(index);
        }
        selecting = false;
    }

    private void buildForms() {
        form.getItems().clear();
        form.setText(words.say("filter.form.all"));
        var all = new MenuItem(words.say("filter.form.all"));
        all.setOnAction(_ -> chooseForm(null, words.say("filter.form.all")));
        form.getItems().add(all);
        for (FormEntry entry : model.forms()) {
            String name = name(entry, words.locale());
            var item = new MenuItem(name);
            item.setOnAction(_ -> chooseForm(entry.form().code(), name));
            form.getItems().add(item);
            if (entry.form().code().equals(model.filter().formCode())) {
                form.setText(name);
            }
        }
    }

    private String formName(String code) {
        return model.forms().stream()
                .filter(entry -> entry.form().code().equals(code))
                .findFirst()
                .map(entry -> name(entry, words.locale()))
                .orElse(code);
    }

    private void chooseForm(@org.jspecify.annotations.Nullable String code, String name) {
        form.setText(name);
        model.form(code);
    }

    static String name(FormEntry entry, Locale locale) {
        var names = entry.name();
        String own = names.path(locale.getLanguage()).asText("");
        String first = names.isEmpty() ? "" : names.elements().next().asText();
        return !own.isEmpty() ? own : !first.isEmpty() ? first : entry.form().code();
    }

    private void buildStandings() {
        var group = new ToggleGroup();
        for (Standing standing : Standing.values()) {
            var chip = new ToggleButton(words.say("standing." + standing.name()));
            chip.getStyleClass().add("filter-chip");
            chip.setToggleGroup(group);
            chip.setSelected(standing == model.standing());
            chip.setUserData(standing);
            standings.getChildren().add(chip);
        }
        group.selectedToggleProperty()
                .addListener(
                        (_, before, now) -> {
                            if (now == null) {
                                before.setSelected(true);
                            } else {
                                model.standing((Standing) now.getUserData());
                            }
                        });
    }

    private void turn(SubmissionsViewModel.State now) {
        switch (now) {
            case LOADING -> state.setState(StatePane.State.LOADING);
            case READY -> state.setState(StatePane.State.READY);
            case EMPTY -> empty(Feather.INBOX, "empty", () -> frame.navigation().navigate("forms"));
            case NO_MATCH -> empty(Feather.SEARCH, "nomatch", this::clear);
            case FAILED -> failed();
        }
    }

    private void empty(Feather icon, String key, Runnable action) {
        var pane = new EmptyState(icon, words.say(key + ".title"), words.say(key + ".text"));
        pane.setActionText(words.say(key + ".action"));
        pane.setOnAction(_ -> action.run());
        state.setEmpty(pane);
        state.setState(StatePane.State.EMPTY);
    }

    private void clear() {
        search.clear();
        form.setText(words.say("filter.form.all"));
        ((ToggleButton) standings.getChildren().getFirst()).setSelected(true);
        model.clearFilters();
    }

    private void failed() {
        var banner = new ErrorBanner(words);
        banner.troubleProperty()
                .set(
                        new Trouble(
                                words.say("failed.what"),
                                words.say("failed.data"),
                                words.say("failed.remedy"),
                                "FP-4201",
                                model.failureProperty().get()));
        banner.offer(words.say("retry"), model::refresh);
        var box = new javafx.scene.layout.VBox(banner);
        box.getStyleClass().add("page");
        state.setFailed(box);
        state.setState(StatePane.State.FAILED);
    }

    Parent node() {
        return node;
    }

    StackPane root() {
        return root;
    }

    ScrollPane detail() {
        return detail;
    }

    void focusSearch() {
        search.requestFocus();
    }
}
