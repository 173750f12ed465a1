package org.fieldpost.ui.capture.question;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.scene.Node;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.ChoiceQuestion;
import org.fieldpost.form.Choices;
import org.fieldpost.form.DateQuestion;
import org.fieldpost.form.DateTimeQuestion;
import org.fieldpost.form.GeopointQuestion;
import org.fieldpost.form.GroupQuestion;
import org.fieldpost.form.JsonQuestion;
import org.fieldpost.form.MultiChoiceQuestion;
import org.fieldpost.form.NoteQuestion;
import org.fieldpost.form.NumberQuestion;
import org.fieldpost.form.PhotoQuestion;
import org.fieldpost.form.Question;
import org.fieldpost.form.ReferenceQuestion;
import org.fieldpost.form.RepeatQuestion;
import org.fieldpost.form.TextQuestion;
import org.fieldpost.form.TimeQuestion;
import org.fieldpost.form.YesNoQuestion;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;

/** Builds the rows of a page from the types of its questions, and finds them again when an edit touches them. */
final class RowFactory {
    private final AnswerSheet sheet;
    private final Words words;
    private final PhotoDesk photos;
    private final ReferenceDesk references;
    private final Function<Question, String> numbers;
    private final Map<AnswerPath, Drawn> drawn = new HashMap<>();

    /** Something drawn for a path that must look again when the path is touched. */
    interface Drawn {
        void refresh();
    }

    RowFactory(
            AnswerSheet sheet,
            Words words,
            PhotoDesk photos,
            ReferenceDesk references,
            Function<Question, String> numbers) {
        this.sheet = sheet;
        this.words = words;
        this.photos = photos;
        this.references = references;
        this.numbers = numbers;
    }

    /** Rows for {@code questions}, which lie in the object at {@code parent}. */
    List<Node> build(List<Question> questions, AnswerPath parent) {
        var rows = new ArrayList<Node>();
        for (Question question : questions) {
            rows.add(build(question, parent.child(question.name())));
        }
        foldHeadings(rows);
        return rows;
    }

    /** A heading is there while anything under it is, up to the next heading. */
    static void foldHeadings(List<Node> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof NoteRow note && note.isHeading()) {
                int end = i + 1;
                while (end < rows.size()
                        && !(rows.get(end) instanceof NoteRow next && next.isHeading())) {
                    end++;
                }
                note.standOver(rows.subList(i + 1, end));
            }
        }
    }

    Node build(Question question, AnswerPath path) {
        return switch (question) {
            case NoteQuestion note -> new NoteRow(note, sheet.locale());
            case GroupQuestion group -> {
                var box = new GroupBox(model(group, path), build(group.inner(), path));
                drawn.put(path, box);
                yield box;
            }
            default -> row(question, path);
        };
    }

    private QuestionRow row(Question question, AnswerPath path) {
        var model = model(question, path);
        var row = new QuestionRow(model, editor(question, model), numbers.apply(question), words);
        drawn.put(path, row::refresh);
        return row;
    }

    private QuestionViewModel model(Question question, AnswerPath path) {
        return new QuestionViewModel(sheet, question, path);
    }

    private Editor editor(Question question, QuestionViewModel model) {
        if (question.isCalculated()) {
            return new CalculatedView(model);
        }
        return switch (question) {
            case TextQuestion text -> new TextEditor(model, text);
            case NumberQuestion number -> new NumberEditor(model, number);
            case YesNoQuestion _ -> new YesNoEditor(model, words);
            case ChoiceQuestion choice -> oneOf(choice.choices(), model);
            case MultiChoiceQuestion choice -> anyOf(choice.choices(), model);
            case DateQuestion _ -> new DateEditor(model);
            case TimeQuestion _ -> new TimeEditor(model);
            case DateTimeQuestion _ -> new DateTimeEditor(model, words);
            case GeopointQuestion _ -> new GeopointEditor(model, words, photos);
            case PhotoQuestion photo -> new PhotoEditor(model, photo, photos, words);
            case RepeatQuestion repeat ->
                    new RepeatEditor(new RepeatViewModel(sheet, repeat, model.path()), this, words);
            case ReferenceQuestion reference ->
                    new ReferenceEditor(model, reference, references, words);
            case JsonQuestion _, NoteQuestion _, GroupQuestion _ -> new JsonEditor(model, words);
        };
    }

    private Editor oneOf(Choices choices, QuestionViewModel model) {
        boolean few =
                choices instanceof Choices.Inline inline
                        && inline.all().size() <= RadioEditor.CHOICES_MAX;
        return few ? new RadioEditor(model) : new TypeAheadEditor(model, words);
    }

    private Editor anyOf(Choices choices, QuestionViewModel model) {
        boolean few =
                choices instanceof Choices.Inline inline
                        && inline.all().size() <= CheckBoxesEditor.CHOICES_MAX;
        return few ? new CheckBoxesEditor(model) : new ChipsEditor(model, words);
    }

    /** What is drawn for {@code path}; null when nothing is. */
    @Nullable Drawn at(AnswerPath path) {
        return drawn.get(path);
    }

    /** Everything drawn looks again: problems are said from now on. */
    void refreshAll() {
        List.copyOf(drawn.values()).forEach(Drawn::refresh);
    }

    /** What lies within {@code path} is drawn no more. */
    void forget(AnswerPath path) {
        drawn.keySet().removeIf(at -> at.isWithin(path));
    }
}
