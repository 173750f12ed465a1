package org.fieldpost.ui.capture.question;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.GroupQuestion;
import org.fieldpost.form.NoteQuestion;
import org.fieldpost.form.Problem;
import org.fieldpost.form.Question;
import org.fieldpost.form.Rule;

/**
 * Where a rule across questions is said to a person: at the last of its questions, in the order of the form, that a
 * person answers. A question inside a repeat stands for the repeat.
 */
final class RulePlaces {
    private static final Pattern NAME = Pattern.compile("\\$\\{([^}]+)\\}");
    private final List<Rule> rules;
    private final Map<String, AnswerPath> answers = new HashMap<>();
    private final List<AnswerPath> order = new ArrayList<>();

    RulePlaces(FormDocument form) {
        rules = form.rules();
        collect(form.root().inner(), AnswerPath.ROOT);
    }

    private void collect(List<Question> questions, AnswerPath parent) {
        for (Question question : questions) {
            AnswerPath path = parent.child(question.name());
            if (question instanceof GroupQuestion group) {
                collect(group.inner(), path);
            } else if (!(question instanceof NoteQuestion) && !question.isCalculated()) {
                order.add(path);
                answers.put(question.name(), path);
                question.inner().forEach(inner -> answers.putIfAbsent(inner.name(), path));
            }
        }
    }

    /** {@code problem} of a rule, at its place; as it was when the rule names no question. */
    Problem place(Problem problem) {
        return rules.stream()
                .filter(rule -> rule.message().equals(problem.ownMessage()))
                .findFirst()
                .map(rule -> at(problem, placeOf(rule)))
                .orElse(problem);
    }

    private AnswerPath placeOf(Rule rule) {
        var place = AnswerPath.ROOT;
        var matcher = NAME.matcher(rule.holds().source());
        while (matcher.find()) {
            AnswerPath named = answers.get(matcher.group(1));
            if (named != null && order.indexOf(named) >= order.indexOf(place)) {
                place = named;
            }
        }
        return place;
    }

    private static Problem at(Problem problem, AnswerPath place) {
        return new Problem(
                place,
                problem.code(),
                problem.severity(),
                problem.label(),
                problem.args(),
                problem.ownMessage());
    }
}
