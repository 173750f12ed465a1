package org.fieldpost.form;

import java.util.ArrayList;
import java.util.Locale;

/** Says a problem in words: the form's own message if it brings one, else ours by kind and label. */
public final class ProblemMessages {
    private ProblemMessages() {}

    /** One sentence in {@code locale}. */
    public static String text(Problem problem, Locale locale) {
        var own = problem.ownMessage();
        if (own != null && !own.in(locale).isEmpty()) {
            return own.in(locale);
        }
        var args = new ArrayList<String>();
        args.add(problem.label().in(locale));
        args.addAll(problem.args());
        var key = Texts.PROBLEMS.has(problem.code()) ? problem.code() : "schema";
        return Texts.PROBLEMS.format(locale, key, args);
    }
}
