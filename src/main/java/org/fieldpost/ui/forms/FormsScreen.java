package org.fieldpost.ui.forms;

import java.util.List;
import javafx.scene.Parent;
import org.fieldpost.kernel.Ids;
import org.fieldpost.store.Profile;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.shell.Frame;
import org.fieldpost.ui.shell.KeyHint;
import org.fieldpost.ui.shell.ScreenPart;
import org.jspecify.annotations.Nullable;

/** The catalogue in the window. */
public final class FormsScreen implements ScreenPart {
    /** How other screens name it. */
    public static final String ID = "forms";

    private final Words words;
    private final FormsViewModel model;
    private final FormsView view;

    public FormsScreen(Frame frame, Profile profile, Ids ids) {
        this.words = frame.loader().words(FormsScreen.class);
        this.model =
                new FormsViewModel(profile, frame.background(), ids, frame.clock(), words.locale());
        this.view = new FormsView(model, frame);
    }

    @Override
    public Parent node() {
        return view.node();
    }

    @Override
    public void shown(@Nullable Object argument) {
        model.shown();
        view.focusFirst();
    }

    @Override
    public void left() {
        model.hidden();
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(
                new KeyHint("Enter", words.say("key.enter")),
                new KeyHint("Down", words.say("key.down")));
    }

    @Override
    public void close() {
        model.close();
    }
}
