package org.fieldpost.ui.capture.question;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.NodeOrientation;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.testing.Fx;
import org.fieldpost.testing.Screenshots;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Fx.class)
class LookTest {
    @Test
    void household() {
        var locale = Locale.ENGLISH;
        var sheet = Sheets.bundled("household_survey", "diallo", locale);
        int n = 0;
        for (var section : sheet.session().form().sections()) {
            var placed = section.questions().stream().map(QuestionPage.Placed::of).toList();
            var page =
                    new QuestionPage(
                            placed,
                            sheet,
                            new QuestionPage.Surroundings(
                                    Words.of(LookTest.class, locale),
                                    new FolderPhotos(),
                                    new NoReferences(),
                                    _ -> "7"));
            var column = new VBox(page);
            column.getStyleClass().add("page-column");
            var scroll = new ScrollPane(column);
            scroll.setFitToWidth(true);
            scroll.getStyleClass().add("page-scroll");
            scroll.getStylesheets()
                    .add(
                            LookTest.class
                                    .getResource("/org/fieldpost/ui/capture/capture.css")
                                    .toExternalForm());
            page.goTo(AnswerPath.parse("/members/1"));
            Screenshots.scene(scroll, Theme.LIGHT, NodeOrientation.LEFT_TO_RIGHT);
            Screenshots.shoot("look-" + n++, scroll.getScene());
        }
    }

    static final class NoReferences implements ReferenceDesk {
        @Override
        public void search(String form, String typed, int limit, Consumer<List<Found>> done) {
            done.accept(List.of());
        }

        @Override
        public void describe(String id, Consumer<Optional<Found>> done) {
            done.accept(Optional.empty());
        }
    }
}
