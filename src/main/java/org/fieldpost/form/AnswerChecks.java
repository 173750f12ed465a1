package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fieldpost.form.SchemaCheck.Violation;
import org.jspecify.annotations.Nullable;

/** What is wrong with answers: required, schema, choices, constraints, rows, rules. */
final class AnswerChecks {
    private static final Set<String> CHOICE_KEYWORDS =
            Set.of("oneOf", "anyOf", "enum", "const", "type");
    private static final Set<String> ROW_KEYWORDS = Set.of("minItems", "maxItems");
    private final FormDocument form;
    private final ChoiceFinder finder;
    private final Recompute recompute;

    AnswerChecks(FormDocument form, ChoiceFinder finder, Recompute recompute) {
        this.form = form;
        this.finder = finder;
        this.recompute = recompute;
    }

    boolean isRequired(Cell cell) {
        if (cell.requiredIf()) {
            return true;
        }
        var holder = cell.holder();
        if (!cell.slot().question().traits().required() || holder == null) {
            return false;
        }
        boolean present = holder instanceof RowCell || holder.holder() == null || !holder.isBlank();
        return form.strictlyRequired() || present || isRequired(holder);
    }

    /** Problems of one cell alone; none if it is irrelevant. */
    List<Problem> of(Cell cell) {
        if (!cell.relevant()) {
            return List.of();
        }
        if (!(cell instanceof AnswerCell answer)) {
            return ofHolder(cell);
        }
        var known = answer.problems();
        if (known == null || isMissing(cell) != known.stream().anyMatch(Problem::isMissing)) {
            known = List.copyOf(ofAnswer(answer));
            answer.setProblems(known);
        }
        var path = cell.path();
        boolean moved = known.stream().anyMatch(problem -> !problem.path().isWithin(path));
        if (moved) {
            answer.setProblems(null);
            return of(cell);
        }
        return known;
    }

    private boolean isMissing(Cell cell) {
        return cell.isBlank() && isRequired(cell);
    }

    private List<Problem> ofAnswer(AnswerCell cell) {
        var problems = new ArrayList<Problem>();
        var answer = cell.answer();
        if (isMissing(cell)) {
            problems.add(problem(cell, "required"));
        }
        if (cell.limitExceeded()) {
            problems.add(problem(cell, "expression"));
        }
        if (answer != null) {
            var pointer = cell.slot().question().traits().definedAt();
            for (var violation : form.schemaCheck().part(pointer, answer)) {
                add(problems, of(cell, violation));
            }
            choices(cell, answer, problems);
            constraint(cell, problems);
        }
        return problems;
    }

    private List<Problem> ofHolder(Cell cell) {
        var problems = new ArrayList<Problem>();
        boolean holdsRequired =
                cell instanceof GroupCell && !cell.inner().isEmpty() && form.strictlyRequired();
        if (isMissing(cell) && !holdsRequired) {
            problems.add(problem(cell, "required"));
        }
        if (cell instanceof RepeatCell repeat
                && repeat.slot().question() instanceof RepeatQuestion question) {
            int rows = repeat.rows().size();
            var max = question.rowsMax();
            var wanted = repeat.rowsWanted();
            if (rows > 0 && rows < question.rowsMin()) {
                problems.add(problem(cell, "minItems", question.rowsMin()));
            }
            if (max != null && rows > max) {
                problems.add(problem(cell, "maxItems", max));
            }
            if (wanted != null && rows != wanted) {
                problems.add(problem(cell, "rows", wanted));
            }
        }
        if (!cell.isBlank()) {
            constraint(cell, problems);
        }
        return problems;
    }

    private void constraint(Cell cell, List<Problem> problems) {
        if (cell.constraintBroken()) {
            var message = cell.slot().question().logic().message();
            problems.add(
                    new Problem(
                            cell.path(),
                            "constraint",
                            Severity.ERROR,
                            cell.slot().question().traits().label(),
                            List.of(),
                            message.isEmpty() ? null : message));
        }
    }

    private void choices(AnswerCell cell, JsonNode answer, List<Problem> problems) {
        var question = cell.slot().question();
        var choices = ChoiceFinder.choicesOf(question);
        if (choices == null) {
            return;
        }
        var codes = answer.isArray() ? answer : List.of(answer);
        for (var code : codes) {
            var choice = finder.find(question, code.asText());
            if (choice.isEmpty()) {
                add(problems, problem(cell, "choice", code.asText()));
            } else if (!finder.isAllowed(cell, choice.get())) {
                var label = choice.get().label();
                problems.add(
                        new Problem(
                                cell.path(),
                                "choice.filtered",
                                Severity.ERROR,
                                question.traits().label(),
                                List.of(label.otherwise()),
                                null));
            }
        }
    }

    /** The whole submission: every cell, what only the whole schema sees, and the rules. */
    List<Problem> all(GroupCell root, ObjectNode finalised) {
        var problems = new ArrayList<Problem>();
        collect(root, problems);
        var seen = new HashSet<String>();
        problems.forEach(problem -> seen.add(problem.path() + " " + problem.code()));
        for (var violation : form.schemaCheck().all(CellData.withoutKeys(finalised))) {
            var problem = ofWhole(root, violation);
            if (problem != null && seen.add(problem.path() + " " + problem.code())) {
                problems.add(problem);
            }
        }
        problems.addAll(rules());
        return problems;
    }

    /** Rules that do not hold. */
    List<Problem> rules() {
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < form.rules().size(); i++) {
            var rule = form.rules().get(i);
            if (recompute.isBroken(i)) {
                problems.add(
                        new Problem(
                                AnswerPath.ROOT,
                                "rule",
                                rule.severity(),
                                form.name(),
                                List.of(),
                                rule.message().isEmpty() ? null : rule.message()));
            }
        }
        return problems;
    }

    private void collect(Cell cell, List<Problem> into) {
        into.addAll(of(cell));
        cell.inner().forEach(inner -> collect(inner, into));
    }

    private @Nullable Problem ofWhole(GroupCell root, Violation violation) {
        var cell = Cells.nearest(root, violation.path());
        if (violation.keyword().equals("required")) {
            var missing = cell instanceof GroupCell group ? group.cell(violation.property()) : null;
            if (missing != null) {
                boolean asked = missing.relevant() && missing.isBlank();
                return asked && missing instanceof AnswerCell ? problem(missing, "required") : null;
            }
        }
        if (!cell.relevant()
                || (cell instanceof RepeatCell && ROW_KEYWORDS.contains(violation.keyword()))) {
            return null;
        }
        if (cell instanceof AnswerCell) {
            return of(cell, violation);
        }
        var args =
                violation.property().isEmpty() ? violation.args() : List.of(violation.property());
        return new Problem(
                violation.path(),
                violation.keyword(),
                Severity.ERROR,
                cell.slot().question().traits().label(),
                args,
                null);
    }

    /** A violation in the words of its question: of a choice, that it is none; of a position, that it is none. */
    private static Problem of(Cell cell, Violation violation) {
        var question = cell.slot().question();
        boolean choice =
                ChoiceFinder.choicesOf(question) != null
                        && CHOICE_KEYWORDS.contains(violation.keyword());
        var code =
                question instanceof GeopointQuestion
                        ? "geopoint"
                        : choice ? "choice" : violation.keyword();
        boolean format = code.equals("format");
        var detail = violation.args().isEmpty() ? "" : violation.args().getFirst();
        if (format || code.equals("type")) {
            code = code + "." + (format ? detail : typeOf(question));
        }
        return new Problem(
                cell.path(),
                code,
                Severity.ERROR,
                question.traits().label(),
                violation.args(),
                null);
    }

    private static String typeOf(Question question) {
        return switch (question) {
            case NumberQuestion n -> n.integer() ? "integer" : "number";
            case YesNoQuestion y -> "boolean";
            case Question q -> "other";
        };
    }

    private static void add(List<Problem> problems, Problem problem) {
        boolean there =
                problems.stream()
                        .anyMatch(
                                p ->
                                        p.path().equals(problem.path())
                                                && p.code().equals(problem.code()));
        if (!there) {
            problems.add(problem);
        }
    }

    private static Problem problem(Cell cell, String code, Object... args) {
        return new Problem(
                cell.path(),
                code,
                Severity.ERROR,
                cell.slot().question().traits().label(),
                java.util.Arrays.stream(args).map(String::valueOf).toList(),
                null);
    }
}
