package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.fieldpost.form.FormGraph.Item;
import org.fieldpost.form.expr.ColumnEquals;

/** Everything its author should know about a form before publishing it. */
public final class FormLint {
    private final FormDocument form;
    private final ChoiceLists lists;
    private final List<Finding> findings;

    private FormLint(FormDocument form, ChoiceLists lists, List<Finding> findings) {
        this.form = form;
        this.lists = lists;
        this.findings = new ArrayList<>(findings);
    }

    /** Findings, errors first; a form with an error is not to be published. */
    public static List<Finding> check(JsonNode document, ChoiceLists lists) {
        return check(FormDocument.parse(document), lists);
    }

    /** As above, for a document already read. */
    public static List<Finding> check(FormReading reading, ChoiceLists lists) {
        return switch (reading) {
            case FormReading.Rejected(var findings) -> findings;
            case FormReading.Accepted(var form, var findings) ->
                    new FormLint(form, lists, findings).check();
        };
    }

    /** Whether a form with these findings must not be published. */
    public static boolean hasErrors(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    private List<Finding> check() {
        for (var found : SchemaCheck.metaFindings(schema())) {
            findings.add(Finding.of(FindingCode.INVALID_SCHEMA, prefix(), found));
        }
        logic();
        form.graph().slots().forEach(this::question);
        form.sections().forEach(section -> translated(section.label(), section.id()));
        form.rules().forEach(rule -> translated(rule.message(), rule.pointer()));
        translated(form.name(), "/name");
        findings.sort(Comparator.comparing(Finding::severity));
        return List.copyOf(findings);
    }

    private JsonNode schema() {
        var source = form.source();
        return source.path("schema").isObject() ? source.path("schema") : source;
    }

    private String prefix() {
        return form.strictlyRequired() ? "/schema" : "";
    }

    private void logic() {
        for (var cycle : form.graph().cycles()) {
            var path = cycle.stream().map(FormLint::said).collect(Collectors.joining(" -> "));
            var first = cycle.getFirst();
            findings.add(Finding.of(FindingCode.CYCLE, where(first), path + " -> " + said(first)));
        }
        form.graph()
                .dependencies()
                .forEach(
                        (item, dependencies) -> {
                            for (var name : dependencies.unknown()) {
                                findings.add(
                                        Finding.of(
                                                FindingCode.UNKNOWN_QUESTION, where(item), name));
                            }
                            for (var name : dependencies.ambiguous()) {
                                findings.add(
                                        Finding.of(
                                                FindingCode.AMBIGUOUS_QUESTION, where(item), name));
                            }
                        });
        var name = form.instanceName();
        if (name != null) {
            var graph = form.graph();
            for (var unknown :
                    Dependencies.of(name, graph.root(), graph.scope(), false).unknown()) {
                findings.add(
                        Finding.of(FindingCode.UNKNOWN_QUESTION, "/logic/instanceName", unknown));
            }
        }
    }

    private static String said(Item item) {
        return item.slot() + "." + key(item);
    }

    private static String where(Item item) {
        return item.kind() == FormGraph.Kind.RULE
                ? "/logic/rules/" + item.rule()
                : "/logic/fields/"
                        + SubSchemas.escaped(item.slot().question().pointer())
                        + "/"
                        + key(item);
    }

    private static String key(Item item) {
        return switch (item.kind()) {
            case COUNT -> "count";
            case INITIAL -> "default";
            case CALCULATE -> "calculate";
            case RELEVANT -> "relevant";
            case REQUIRED -> "requiredIf";
            case READ_ONLY -> "readOnlyIf";
            case CONSTRAINT -> "constraint";
            case CHOICES -> "choiceFilter";
            case RULE -> "assert";
        };
    }

    private void question(Slot slot) {
        var question = slot.question();
        var where = prefix() + question.pointer();
        if (slot.name().equals(CellData.KEY)) {
            findings.add(Finding.of(FindingCode.RESERVED_NAME, where, CellData.KEY));
        }
        if (question instanceof JsonQuestion json) {
            findings.add(Finding.of(FindingCode.DRAWN_AS_JSON, where, slot.name(), json.why()));
        }
        if (slot.parent() != null) {
            translated(question.traits().label(), where + "/title");
            translated(question.traits().hint(), where + "/description");
        }
        translated(question.logic().message(), where);
        switch (ChoiceFinder.choicesOf(question)) {
            case Choices.Inline(var all) -> inline(all, where);
            case Choices.Listed(var list) -> listed(question, list, where);
            case null -> {}
        }
    }

    private void inline(List<Choice> choices, String where) {
        var seen = new HashSet<String>();
        for (var choice : choices) {
            if (!seen.add(choice.code())) {
                findings.add(Finding.of(FindingCode.DUPLICATE_CHOICE, where, choice.code()));
            }
            if (!choice.label().otherwise().equals(choice.code())) {
                translated(choice.label(), where + "/" + choice.code());
            }
        }
    }

    private void listed(Question question, String list, String where) {
        if (!form.choiceSources().containsKey(list) || !lists.has(list)) {
            findings.add(Finding.of(FindingCode.MISSING_CHOICE_LIST, where + "/x-choices", list));
            return;
        }
        var filter = question.logic().choiceFilter();
        if (filter == null) {
            return;
        }
        Predicate<String> known =
                column -> RowNode.isCode(column) || lists.columns(list).contains(column);
        for (var part : filter.conjuncts()) {
            var equal = ColumnEquals.of(part.tree());
            if (equal != null && !known.test(equal.column())) {
                findings.add(Finding.of(FindingCode.UNKNOWN_COLUMN, where, equal.column(), list));
            }
        }
    }

    /** A text said in one language has to be said in all the form speaks. */
    private void translated(LocalText text, String where) {
        if (text.isEmpty()) {
            return;
        }
        for (var language : form.languages()) {
            boolean isDefault = language.equals(form.defaultLanguage());
            if (!isDefault && !text.byLanguage().containsKey(language)) {
                findings.add(
                        Finding.of(
                                FindingCode.MISSING_TRANSLATION,
                                where,
                                text.otherwise(),
                                language));
            }
        }
    }
}
