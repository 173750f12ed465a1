package org.fieldpost.ui.capture.question;

import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.VBox;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.Change;
import org.fieldpost.form.NoteQuestion;
import org.fieldpost.form.Question;
import org.fieldpost.ui.fx.Words;

/** The questions of one page, built once; an edit makes those it touches look again and moves nothing else. */
public final class QuestionPage extends VBox {
    private final RowFactory factory;

    /**
     * A question and where its answer lies.
     *
     * @param path of notes: that of what they stand in
     */
    public record Placed(Question question, AnswerPath path) {
        /** Where the answer of a question of a section lies: {@code /properties/a/properties/b} is {@code /a/b}. */
        public static Placed of(Question question) {
            var path = AnswerPath.ROOT;
            var segments = AnswerPath.parse(question.pointer()).segments();
            for (int i = 0; i + 1 < segments.size(); i++) {
                if (segments.get(i).equals("properties")) {
                    path = path.child(segments.get(i + 1));
                    i++;
                }
            }
            return new Placed(question, path);
        }
    }

    /** What questions ask for beside their answers: words, photos, other submissions. */
    public record Surroundings(
            Words words,
            PhotoDesk photos,
            ReferenceDesk references,
            Function<Question, String> numbers) {}

    public QuestionPage(List<Placed> questions, AnswerSheet sheet, Surroundings surroundings) {
        factory =
                new RowFactory(
                        sheet,
                        surroundings.words(),
                        surroundings.photos(),
                        surroundings.references(),
                        surroundings.numbers());
        getStyleClass().add("question-page");
        var rows =
                questions.stream()
                        .map(placed -> factory.build(placed.question(), placed.path()))
                        .toList();
        RowFactory.foldHeadings(rows);
        getChildren().setAll(rows);
    }

    /** An edit was made: what it touched looks again. */
    public void apply(Change change) {
        for (AnswerPath path : change.answers()) {
            refresh(path);
        }
        for (AnswerPath path : change.repeats()) {
            refresh(path);
        }
        if (change.rules()) {
            factory.refreshAll();
        }
    }

    /** The answer's own row looks again, and the tables of the repeats it lies in. */
    private void refresh(AnswerPath path) {
        for (AnswerPath at = path; at != null; at = at.parent()) {
            var drawn = factory.at(at);
            if (drawn != null) {
                drawn.refresh();
            }
        }
    }

    /** Every row says its problems from now on. */
    public void refreshAll() {
        factory.refreshAll();
    }

    /** Puts the keyboard into the answer at {@code path}, opening the row it lies in; whether it is on this page. */
    public boolean goTo(AnswerPath path) {
        for (int length = 1; length <= path.segments().size(); length++) {
            var at = new AnswerPath(path.segments().subList(0, length));
            QuestionRow row = find(this, at);
            if (row == null) {
                continue;
            }
            if (length == path.segments().size()) {
                row.focusAnswer();
                return true;
            }
            if (row.editor() instanceof RepeatEditor repeat) {
                repeat.openRow(Integer.parseInt(path.segments().get(length)));
                if (length + 1 == path.segments().size()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @org.jspecify.annotations.Nullable QuestionRow find(
            Parent within, AnswerPath path) {
        for (Node node : within.getChildrenUnmodifiable()) {
            if (node instanceof QuestionRow row && row.question().path().equals(path)) {
                return row;
            }
            if (node instanceof Parent parent) {
                QuestionRow found = find(parent, path);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** Puts the keyboard into the first question that is asked. */
    public void focusFirst() {
        focusFirst(this);
    }

    private static boolean focusFirst(Parent within) {
        for (Node node : within.getChildrenUnmodifiable()) {
            boolean asked = node.isVisible();
            if (asked && node instanceof QuestionRow row && !isRead(row)) {
                row.focusAnswer();
                return true;
            }
            boolean box = asked && !(node instanceof QuestionRow) && node instanceof Parent;
            if (box && focusFirst((Parent) node)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRead(QuestionRow row) {
        return row.question().question() instanceof NoteQuestion
                || row.editor() instanceof CalculatedView;
    }
}
