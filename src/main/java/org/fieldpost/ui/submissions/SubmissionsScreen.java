package org.fieldpost.ui.submissions;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.image.ImageView;
import org.fieldpost.capture.CaptureRequest;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.FormDocument;
import org.fieldpost.kernel.Ids;
import org.fieldpost.store.Profile;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.ui.answers.Measures;
import org.fieldpost.ui.answers.Photos;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Tone;
import org.fieldpost.ui.shell.Frame;
import org.fieldpost.ui.shell.KeyHint;
import org.fieldpost.ui.shell.ScreenPart;
import org.jspecify.annotations.Nullable;

/** The submissions screen in the window. Its argument is a {@link SubmissionId} to show, or null. */
public final class SubmissionsScreen implements ScreenPart {
    /** How other screens name it. */
    public static final String ID = "submissions";

    private final Frame frame;
    private final Photos photos;
    private final Ids ids;
    private final InstantSource clock;
    private final Words words;
    private final SubmissionsViewModel list;
    private final DetailViewModel detail;
    private final SubmissionsView view;

    public SubmissionsScreen(
            Frame frame,
            Profile profile,
            Photos photos,
            Function<FormDocument, ChoiceLists> lists,
            Ids ids) {
        this.frame = frame;
        this.photos = photos;
        this.ids = ids;
        this.clock = frame.clock();
        this.words = frame.loader().words(SubmissionsScreen.class);
        this.list = new SubmissionsViewModel(profile, frame.background());
        this.detail = new DetailViewModel(profile, frame.background(), words, frame.zone(), lists);
        this.view = new SubmissionsView(list, frame);
        var pane = new DetailPane(words, new Measures(words.locale(), frame.zone()), new Deeds());
        view.detail().setContent(pane);
        detail.shownProperty().addListener((_, _, now) -> pane.show(now));
        pane.show(detail.shownProperty().get());
        list.selectedProperty().addListener((_, _, now) -> detail.show(now));
    }

    @Override
    public Parent node() {
        return view.node();
    }

    @Override
    public void shown(@Nullable Object argument) {
        if (argument instanceof SubmissionId id) {
            list.select(id);
        }
        list.refresh();
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(
                new KeyHint("Up", words.say("key.up")),
                new KeyHint("Enter", words.say("key.enter")),
                new KeyHint("Esc", words.say("key.esc")));
    }

    @Override
    public void close() {
        list.close();
        detail.close();
    }

    private final class Deeds implements DetailPane.Actions {
        @Override
        public void edit(DetailViewModel.Content content) {
            frame.navigation().navigate("capture", new CaptureRequest.Edit(content.id()));
        }

        @Override
        public void delete(DetailViewModel.Content content) {
            new DeleteQuestion(words, view.root(), content.title())
                    .ask(() -> detail.delete(content.id(), ids, clock, this::deleted));
        }

        private void deleted() {
            list.select(null);
            frame.notices().toast(Tone.INFO, words.say("deleted"));
        }

        @Override
        public Node thumbnail(DetailViewModel.Photo photo, List<DetailViewModel.Photo> all) {
            var picture = new ImageView();
            picture.setFitHeight(104);
            picture.setPreserveRatio(true);
            picture.setNodeOrientation(javafx.geometry.NodeOrientation.LEFT_TO_RIGHT);
            photos.thumbnail(photo.sha256(), image -> image.ifPresent(picture::setImage));
            var button = new Button();
            button.setGraphic(picture);
            button.getStyleClass().setAll("picture-button");
            button.setAccessibleText(photo.filename());
            button.setOnAction(_ -> new PictureView(photos, view.root(), all).open(photo));
            return button;
        }
    }
}
