package org.fieldpost.ui.capture;

import java.util.ArrayList;
import java.util.List;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.GroupQuestion;
import org.fieldpost.form.NoteQuestion;
import org.fieldpost.form.Question;
import org.fieldpost.form.Section;
import org.fieldpost.ui.capture.question.QuestionPage.Placed;

/**
 * What is drawn at once: a section, or part of a long one.
 *
 * @param section index of the section
 * @param part of the section, from 0
 * @param parts how many parts the section has
 */
record CapturePage(int section, int part, int parts, List<Placed> questions) {
    /** More in one column take seconds to build (measured: architecture, "A form page"). */
    static final int QUESTIONS_MAX = 60;

    CapturePage {
        questions = List.copyOf(questions);
    }

    /** The pages of a form, in order. */
    static List<CapturePage> of(FormDocument form) {
        var pages = new ArrayList<CapturePage>();
        var sections = form.sections();
        for (int i = 0; i < sections.size(); i++) {
            var parts = parts(sections.get(i));
            for (int part = 0; part < parts.size(); part++) {
                pages.add(new CapturePage(i, part, parts.size(), parts.get(part)));
            }
        }
        return List.copyOf(pages);
    }

    private static List<List<Placed>> parts(Section section) {
        var parts = new ArrayList<List<Placed>>();
        var now = new ArrayList<Placed>();
        int weight = 0;
        for (Question question : section.questions()) {
            int more = weight(question);
            if (!now.isEmpty() && weight + more > QUESTIONS_MAX) {
                parts.add(List.copyOf(now));
                now.clear();
                weight = 0;
            }
            now.add(Placed.of(question));
            weight += more;
        }
        parts.add(List.copyOf(now));
        return parts;
    }

    private static int weight(Question question) {
        return question instanceof GroupQuestion group
                ? 1 + group.inner().stream().mapToInt(CapturePage::weight).sum()
                : 1;
    }

    /** Whether the answer at {@code path} is asked for on this page. */
    boolean holds(AnswerPath path) {
        return questions.stream()
                .anyMatch(
                        placed ->
                                !(placed.question() instanceof NoteQuestion)
                                        && path.isWithin(placed.path()));
    }
}
