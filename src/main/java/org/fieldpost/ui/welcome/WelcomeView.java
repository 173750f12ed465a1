package org.fieldpost.ui.welcome;

import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.fx.ViewLoader;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.ErrorBanner;
import org.fieldpost.ui.welcome.WelcomeViewModel.Page;

/** A card in the middle of an empty window. */
public final class WelcomeView {
    private final WelcomeViewModel model;
    private final Words words;
    @FXML private VBox card;
    @FXML private Label heading;
    @FXML private Label explanation;
    @FXML private VBox fields;
    @FXML private PasswordField passphrase;
    @FXML private VBox repeatBox;
    @FXML private PasswordField repeated;
    @FXML private Label complaint;
    @FXML private Button go;
    @FXML private ProgressIndicator progress;

    @SuppressWarnings("NullAway.Init")
    public WelcomeView(WelcomeViewModel model, Words words) {
        this.model = model;
        this.words = words;
    }

    /** The nodes; the model is begun by its owner. */
    public Parent build(ViewLoader loader) {
        var root = loader.load(this);
        var banner = new ErrorBanner(words);
        banner.troubleProperty().bind(model.troubleProperty());
        card.getChildren().add(banner);
        passphrase.textProperty().bindBidirectional(model.passphraseProperty());
        repeated.textProperty().bindBidirectional(model.repeatedProperty());
        complaint.textProperty().bind(model.complaintProperty());
        showOnly(complaint, Bindings.isNotEmpty(model.complaintProperty()));
        showOnly(
                fields,
                model.pageProperty()
                        .isEqualTo(Page.NEW_PASSPHRASE)
                        .or(model.pageProperty().isEqualTo(Page.UNLOCK)));
        showOnly(repeatBox, model.pageProperty().isEqualTo(Page.NEW_PASSPHRASE));
        showOnly(progress, model.busyProperty());
        go.disableProperty().bind(model.busyProperty());
        model.pageProperty().subscribe(this::turnTo);
        return root;
    }

    private void turnTo(Page page) {
        String key =
                switch (page) {
                    case OPENING -> "welcome.opening";
                    case NEW_PASSPHRASE -> "welcome.new";
                    case UNLOCK -> "welcome.unlock";
                    case FAILED -> "welcome.failed";
                };
        heading.setText(words.say(key));
        explanation.setText(words.say(key + ".explanation"));
        go.setText(words.say(page == Page.NEW_PASSPHRASE ? "welcome.make" : "welcome.open"));
        passphrase.requestFocus();
    }

    @FXML
    private void submit() {
        model.submit();
    }

    private static void showOnly(Node node, javafx.beans.value.ObservableBooleanValue when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(node.visibleProperty());
    }
}
