package org.fieldpost.ui.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.fieldpost.capture.CaptureRequest;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.SubmissionSearch;
import org.fieldpost.testing.Fx;
import org.fieldpost.testing.SampleFrame;
import org.fieldpost.testing.Screenshots;
import org.fieldpost.ui.fx.FxBackground;
import org.fieldpost.ui.kit.Theme;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** The whole household form, filled by keyboard alone in a real window over a real profile, with two photos. */
class KeyboardFlowTest {
    @BeforeAll
    static void toolkit() throws InterruptedException {
        Fx.start();
    }

    @Test
    void a_household_of_five_with_two_photos_is_keyed_without_a_mouse(@TempDir Path folder) {
        var opened = open(folder);
        var capture = opened.capture();
        capture.toChoose.add(capture.photo("household_survey", "diallo-1.jpg"));
        var paper = capture.answers("household_survey", "diallo");
        String well = waterPoint(capture);
        paper.withObject("/water").put("water_point", well);
        long photosBefore = photos(capture);
        var scene = opened.window().getScene();
        var typist = new Typist(scene, paper, Map.of(well, "wp"));
        typist.wait(() -> typist.row() != null);
        var visited = typist.fillAll();
        assertFalse(visited.isEmpty());
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> Screenshots.shoot("flow-last-page", scene));
        typist.press(KeyCode.CONTROL, KeyCode.ENTER);
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> Screenshots.shoot("flow-finish", scene));
        typist.press(KeyCode.CONTROL, KeyCode.ENTER);
        typist.wait(() -> !capture.way.trips.isEmpty());
        assertEquals(List.of(new SampleFrame.Trip("forms", null)), capture.way.trips);
        assertEquals(comparable(paper), comparable(submitted(capture)));
        assertEquals(photosBefore + 2, photos(capture));
        WaitForAsyncUtils.waitForAsyncFx(
                60_000,
                () -> {
                    opened.window().close();
                    capture.close();
                    return capture;
                });
    }

    private record Opened(CaptureStage capture, Stage window) {}

    private static Opened open(Path folder) {
        return WaitForAsyncUtils.waitForAsyncFx(
                60_000,
                () -> {
                    var capture = new CaptureStage(folder, Locale.ENGLISH, new FxBackground());
                    Theme.LIGHT.install();
                    var scene = new Scene(capture.screen.node(), 1280, 720);
                    Theme.LIGHT.dress(scene);
                    var stage = new Stage();
                    stage.setScene(scene);
                    stage.show();
                    stage.requestFocus();
                    capture.screen.shown(new CaptureRequest.Start("household_survey", null));
                    return new Opened(capture, stage);
                });
    }

    /** A water point on this laptop, for the household to refer to. */
    private static String waterPoint(CaptureStage capture) {
        return CaptureStage.elsewhere(
                () -> {
                    var samples = capture.sample.forms.samples("water_point");
                    var id =
                            capture.sample.submit(
                                    "water_point", samples.keySet().iterator().next());
                    capture.sample
                            .profile
                            .database()
                            .write(tx -> new SubmissionSearch().catchUp(tx, 9));
                    return id.toString();
                });
    }

    private static JsonNode submitted(CaptureStage capture) {
        return CaptureStage.elsewhere(
                () ->
                        capture.sample
                                .profile
                                .database()
                                .read(
                                        tx ->
                                                capture.sample
                                                        .profile
                                                        .tables()
                                                        .rows(EntityType.SUBMISSIONS)
                                                        .list(tx, null, 9))
                                .getLast()
                                .payload()
                                .path("data"));
    }

    private static long photos(CaptureStage capture) {
        return CaptureStage.elsewhere(
                () ->
                        capture.sample
                                .profile
                                .database()
                                .read(capture.sample.profile.tables().media()::count));
    }

    /** Answers without what differs by nature: keys of rows, ids of photos, altitude, which no key was typed for. */
    private static JsonNode comparable(JsonNode data) {
        var copy = (ObjectNode) data.deepCopy();
        copy.withObject("/dwelling").remove("photo_dwelling");
        copy.withObject("/water").remove("photo_container");
        if (copy.get("position") instanceof ObjectNode position) {
            position.remove("altitude");
        }
        copy.path("members").forEach(row -> ((ObjectNode) row).remove("_key"));
        return copy;
    }
}
