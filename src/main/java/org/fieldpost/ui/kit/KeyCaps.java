package org.fieldpost.ui.kit;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.NodeOrientation;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** Keys as they are printed: {@code Ctrl+Enter} becomes two small caps. */
public final class KeyCaps extends HBox {
    private final StringProperty keys = new SimpleStringProperty("");

    public KeyCaps() {
        getStyleClass().add("key-caps");
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        setMouseTransparent(true);
        keys.addListener((_, _, now) -> build(now));
    }

    public KeyCaps(String keys) {
        this();
        setKeys(keys);
    }

    private void build(String now) {
        getChildren().clear();
        for (var key : now.split("\\+", -1)) {
            var cap = new Label(key);
            cap.getStyleClass().add("key-cap");
            cap.setMinWidth(USE_PREF_SIZE);
            getChildren().add(cap);
        }
    }

    public StringProperty keysProperty() {
        return keys;
    }

    public String getKeys() {
        return keys.get();
    }

    public void setKeys(String value) {
        keys.set(value);
    }
}
