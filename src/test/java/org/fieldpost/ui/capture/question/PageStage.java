package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.Section;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;

/** A page of questions in a window of its own, with a keyboard; used on the JavaFX thread. */
final class PageStage implements AutoCloseable {
    final AnswerSheet sheet;
    final FolderPhotos photos = new FolderPhotos();
    final QuestionPage page;
    private final Stage stage = new Stage();

    /** The first page of a form with these properties and logic. */
    static PageStage of(String properties, String logic) {
        return new PageStage(Sheets.of(properties, logic), new FolderPhotos());
    }

    static PageStage of(String properties) {
        return of(properties, "");
    }

    static PageStage of(String properties, Locale locale) {
        return new PageStage(Sheets.of(properties, "", locale), new FolderPhotos());
    }

    static PageStage withPhotos(String properties, Consumer<FolderPhotos> arrange) {
        var photos = new FolderPhotos();
        arrange.accept(photos);
        return new PageStage(Sheets.of(properties, ""), photos);
    }

    PageStage(AnswerSheet sheet, FolderPhotos photos) {
        this.sheet = sheet;
        this.photos.facts.putAll(photos.facts);
        Section section = sheet.session().form().sections().getFirst();
        page =
                new QuestionPage(
                        section.questions().stream().map(QuestionPage.Placed::of).toList(),
                        sheet,
                        new QuestionPage.Surroundings(
                                Words.of(PageStage.class, sheet.locale()),
                                photos,
                                new TwoHouseholds(),
                                question -> question.name().substring(0, 1)));
        sheet.listen(page::apply);
        stage.setScene(new Scene(page, 900, 700));
        stage.show();
        stage.requestFocus();
    }

    QuestionRow row(String pointer) {
        return Objects.requireNonNull(find(page, AnswerPath.parse(pointer)), pointer);
    }

    private static @Nullable QuestionRow find(Parent within, AnswerPath path) {
        for (Node node : within.getChildrenUnmodifiable()) {
            if (node instanceof QuestionRow row && row.question().path().equals(path)) {
                return row;
            }
            var below = node instanceof Parent parent ? find(parent, path) : null;
            if (below != null) {
                return below;
            }
        }
        return null;
    }

    @Nullable JsonNode answer(String pointer) {
        return sheet.value(AnswerPath.parse(pointer));
    }

    String answerText(String pointer) {
        return Optional.ofNullable(answer(pointer)).map(JsonNode::toString).orElse("");
    }

    String error(String pointer) {
        return row(pointer).question().errorProperty().get();
    }

    /** Puts the keyboard into an answer. */
    void go(String pointer) {
        row(pointer).focusAnswer();
    }

    /** Types into the field that has the keyboard, a letter at a time, as a person does. */
    void type(String text) {
        if (focused() instanceof TextInputControl input) {
            input.selectAll();
            input.replaceSelection("");
            text.codePoints().forEach(c -> input.appendText(Character.toString(c)));
        } else {
            text.chars()
                    .forEach(
                            c ->
                                    press(
                                            KeyCode.getKeyCode(
                                                    Character.toString(c).toUpperCase(Locale.ROOT)),
                                            Character.toString(c)));
        }
    }

    void press(KeyCode code) {
        press(code, "");
    }

    private void press(KeyCode code, String text) {
        Event.fireEvent(
                focused(),
                new KeyEvent(KeyEvent.KEY_PRESSED, text, text, code, false, false, false, false));
    }

    Node focused() {
        return stage.getScene().getFocusOwner();
    }

    /** The toggle in a row that says {@code text}. */
    ToggleButton toggle(String pointer, String text) {
        return all(row(pointer)).stream()
                .filter(ToggleButton.class::isInstance)
                .map(ToggleButton.class::cast)
                .filter(toggle -> toggle.getText().equals(text))
                .findFirst()
                .orElseThrow();
    }

    /** All nodes of a kind within {@code node}. */
    static List<Node> all(Parent node) {
        var all = new java.util.ArrayList<Node>();
        for (Node child : node.getChildrenUnmodifiable()) {
            all.add(child);
            if (child instanceof Parent parent) {
                all.addAll(all(parent));
            }
        }
        return all;
    }

    <T> List<T> all(String pointer, Class<T> kind) {
        return all(row(pointer)).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void close() {
        stage.close();
    }

    /** Submissions to refer to. */
    private static final class TwoHouseholds implements ReferenceDesk {
        private final List<Found> all =
                List.of(new Found("id-1", "Awa Diallo"), new Found("id-2", "Ibra Sarr"));

        @Override
        public void search(String form, String typed, int limit, Consumer<List<Found>> done) {
            done.accept(
                    all.stream()
                            .filter(f -> f.name().toLowerCase(Locale.ROOT).contains(typed))
                            .toList());
        }

        @Override
        public void describe(String id, Consumer<Optional<Found>> done) {
            done.accept(all.stream().filter(f -> f.id().equals(id)).findFirst());
        }
    }
}
