package org.fieldpost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.fieldpost.testing.Fx;
import org.fieldpost.testing.Screenshots;
import org.fieldpost.ui.fx.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kordamp.ikonli.feather.Feather;

@ExtendWith(Fx.class)
class KitScreenshotTest {
    private final Words words = Words.of(KitScreenshotTest.class, Locale.ENGLISH);

    @Test
    void all_controls_stand_on_one_picture() {
        var header = new SectionHeader("Submissions", "214 at the hub, 12 still on this laptop");
        header.setPage(true);
        var main = new Button("New submission");
        main.getStyleClass().add("accent");
        header.getActions().addAll(new Button("Export"), main);
        var chips = new FlowPane(8, 8);
        for (var tone : Tone.values()) {
            chips.getChildren().add(new StatusChip(tone, tone.icon(), tone.name()));
        }
        chips.getChildren().addAll(new KeyCaps("Ctrl+K"), new TextField("A field"));
        var banner = new ErrorBanner(words);
        banner.troubleProperty()
                .set(
                        new Trouble(
                                "The hub did not answer.",
                                "Your 12 submissions are safe on this laptop and will be sent when it answers.",
                                "Next try in 40 s.",
                                "FP-2101",
                                "connect timed out"));
        banner.offer("Try now", () -> {});
        var empty =
                new EmptyState(
                        Feather.FILE_TEXT,
                        "No submissions yet",
                        "Fill in a form; it appears here, saved as you type.");
        empty.setActionText("Choose a form");
        var page = new VBox(header, chips, banner, new SkeletonRows(3), empty);
        page.getStyleClass().add("page");
        Screenshots.bothThemes("kit", page);
        assertTrue(List.of(Tone.values()).size() == chips.getChildren().size() - 2);
    }
}
