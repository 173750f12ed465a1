package org.fieldpost.ui.submissions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.geometry.NodeOrientation;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import org.fieldpost.capture.CaptureRequest;
import org.fieldpost.kernel.Background;
import org.fieldpost.media.Thumbnails;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.testing.ElsewhereBackground;
import org.fieldpost.testing.FolderPictures;
import org.fieldpost.testing.Fx;
import org.fieldpost.testing.SampleFrame;
import org.fieldpost.testing.SampleProfile;
import org.fieldpost.testing.Screenshots;
import org.fieldpost.ui.kit.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Fx.class)
class SubmissionsScreenTest {
    private final Background background = new ElsewhereBackground();
    private final SampleFrame way = new SampleFrame();
    private SampleProfile sample;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        sample = elsewhere(() -> new SampleProfile(folder).withForms());
    }

    @AfterEach
    void close() throws Exception {
        elsewhere(
                () -> {
                    sample.close();
                    return sample;
                });
    }

    private static <T> T elsewhere(java.util.concurrent.Callable<T> work) throws Exception {
        var outcome = new java.util.concurrent.FutureTask<>(work);
        Thread.ofVirtual().start(outcome);
        return outcome.get();
    }

    private SubmissionsScreen screen(Locale locale) {
        var frame = way.frame(locale, sample.clock, background);
        var thumbnails =
                new Thumbnails(
                        sample.profile.thumbsFolder(),
                        sample.profile.vault().seal("thumbs"),
                        sample.media);
        return new SubmissionsScreen(
                frame,
                sample.profile,
                new FolderPictures(thumbnails, background),
                form -> sample.forms.lists(form.code()),
                sample.ids);
    }

    private SubmissionId fill() throws Exception {
        return elsewhere(
                () -> {
                    for (String name : List.of("balde", "coly", "faye", "kane", "manga", "sarr")) {
                        var id = sample.submit("household_survey", name);
                        if (!name.equals("kane") && !name.equals("sarr")) {
                            sample.accept(id);
                        }
                    }
                    for (String name : sample.forms.samples("water_point").keySet()) {
                        sample.accept(sample.submit("water_point", name));
                    }
                    return sample.submit("household_survey", "diallo");
                });
    }

    private static Parent shown(SubmissionsScreen screen, Locale locale, Theme theme) {
        Screenshots.scene(
                screen.node(),
                theme,
                locale.getLanguage().equals("ar")
                        ? NodeOrientation.RIGHT_TO_LEFT
                        : NodeOrientation.LEFT_TO_RIGHT);
        return screen.node();
    }

    @Test
    void list_and_detail_stand_side_by_side() throws Exception {
        var id = fill();
        var screen = screen(Locale.ENGLISH);
        shown(screen, Locale.ENGLISH, Theme.LIGHT);
        screen.shown(id);
        Screenshots.bothThemes("submissions", screen.node());
        var titles =
                screen.node().lookupAll(".detail-title").stream()
                        .map(node -> ((javafx.scene.control.Label) node).getText())
                        .toList();
        assertEquals(1, titles.size());
        assertTrue(titles.getFirst().contains("Diallo"), titles.toString());
    }

    @Test
    void edit_opens_the_submission_in_the_capture_screen() throws Exception {
        var id = fill();
        var screen = screen(Locale.ENGLISH);
        shown(screen, Locale.ENGLISH, Theme.LIGHT);
        screen.shown(id);
        screen.node().lookupAll(".detail-actions .button").stream()
                .map(Button.class::cast)
                .filter(button -> button.getText().equals("Edit"))
                .forEach(Button::fire);
        assertEquals(
                List.of(new SampleFrame.Trip("capture", new CaptureRequest.Edit(id))), way.trips);
    }

    @Test
    void an_empty_list_says_what_to_do() {
        var screen = screen(Locale.ENGLISH);
        shown(screen, Locale.ENGLISH, Theme.LIGHT);
        Screenshots.shoot("submissions-empty-light", screen.node().getScene());
        var action = (Button) screen.node().lookup(".empty-state .button");
        action.fire();
        assertEquals(List.of(new SampleFrame.Trip("forms", null)), way.trips);
    }

    @Test
    void arabic_runs_from_right_to_left() throws Exception {
        var id = fill();
        var screen = screen(Locale.of("ar"));
        shown(screen, Locale.of("ar"), Theme.LIGHT);
        screen.shown(id);
        Screenshots.shoot("submissions-ar", screen.node().getScene());
    }

    @Test
    void the_picture_is_seen_large_over_the_screen() throws Exception {
        var id = fill();
        var screen = screen(Locale.ENGLISH);
        shown(screen, Locale.ENGLISH, Theme.DARK);
        screen.shown(id);
        ((Button) screen.node().lookup(".picture-button")).fire();
        Screenshots.shoot("submissions-photo-dark", screen.node().getScene());
        assertEquals(1, screen.node().lookupAll(".picture-scrim").size());
    }

    @Test
    void deleting_asks_once_and_keeping_is_the_hasty_answer() throws Exception {
        var id = fill();
        var screen = screen(Locale.ENGLISH);
        shown(screen, Locale.ENGLISH, Theme.LIGHT);
        screen.shown(id);
        screen.node().lookupAll(".detail-actions .button").stream()
                .map(Button.class::cast)
                .filter(button -> button.getText().equals("Delete"))
                .forEach(Button::fire);
        Screenshots.shoot("submissions-delete-light", screen.node().getScene());
        assertEquals(1, screen.node().lookupAll(".overlay-card").size());
    }
}
