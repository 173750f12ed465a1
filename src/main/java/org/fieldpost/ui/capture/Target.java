package org.fieldpost.ui.capture;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.GroupQuestion;
import org.fieldpost.form.NoteQuestion;
import org.fieldpost.form.Question;
import org.fieldpost.ui.capture.question.QuestionPage.Placed;

/**
 * A question one can go to.
 *
 * @param number as shown beside it
 * @param section the title of its section
 */
record Target(int number, Question question, AnswerPath path, String label, String section) {
    /**
     * All questions of {@code pages} in order, numbered from 1; those inside repeats are reached through their
     * rows.
     */
    static List<Target> of(List<CapturePage> pages, List<String> sectionNames, Locale locale) {
        var targets = new ArrayList<Target>();
        for (var page : pages) {
            for (var placed : page.questions()) {
                collect(placed, sectionNames.get(page.section()), locale, targets);
            }
        }
        return List.copyOf(targets);
    }

    private static void collect(
            Placed placed, String section, Locale locale, List<Target> targets) {
        Question question = placed.question();
        if (question instanceof GroupQuestion group) {
            for (Question inner : group.inner()) {
                collect(
                        new Placed(inner, placed.path().child(inner.name())),
                        section,
                        locale,
                        targets);
            }
        } else if (!(question instanceof NoteQuestion)) {
            int number = targets.size() + 1;
            targets.add(
                    new Target(number, question, placed.path(), question.label(locale), section));
        }
    }

    /** Whether what the person typed means this question: its number, its name, or words of its label. */
    boolean matches(String typed) {
        String wanted = folded(typed.strip());
        if (wanted.isEmpty()) {
            return true;
        }
        if (wanted.chars().allMatch(Character::isDigit)) {
            return String.valueOf(number).startsWith(wanted);
        }
        return folded(question.name()).contains(wanted) || folded(label).contains(wanted);
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }
}
