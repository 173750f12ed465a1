package org.fieldpost.ui.capture;

import java.util.List;
import org.fieldpost.form.AnswerPath;

/**
 * What stands between the draft and its end.
 *
 * @param problems answers that must be mended, in the order of the form
 * @param hidden how many answers of questions no longer asked will be left out
 */
record FinishSummary(List<Line> problems, int hidden) {
    FinishSummary {
        problems = List.copyOf(problems);
    }

    /**
     * One thing to look at.
     *
     * @param where the question's number and label
     * @param what is wrong, in one sentence
     * @param warning whether a reason is enough
     */
    record Line(AnswerPath path, String where, String what, boolean warning) {}

    boolean isClean() {
        return problems.isEmpty();
    }

    long errors() {
        return problems.stream().filter(line -> !line.warning()).count();
    }
}
