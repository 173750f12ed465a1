package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldpost.kernel.Json;

/** Reads the {@code ui} of a form document (JSON Forms' UI schema) into pages, or makes pages without one. */
final class LayoutReader {
    private final JsonNode ui;
    private final Translations translations;
    private final List<Finding> findings;
    private final Map<String, Question> byPointer = new HashMap<>();
    private final Set<String> placed = new HashSet<>();

    LayoutReader(JsonNode document, Translations translations, List<Finding> findings) {
        this.ui = document.path("ui");
        this.translations = translations;
        this.findings = findings;
    }

    /** {@code options} of all controls by schema pointer; those in a repeat's {@code detail} too. */
    static Map<String, Map<String, String>> options(JsonNode element) {
        var found = new HashMap<String, Map<String, String>>();
        collectOptions(element, "", found);
        return found;
    }

    private static void collectOptions(
            JsonNode element, String prefix, Map<String, Map<String, String>> found) {
        var pointer = prefix + pointer(element);
        if (element.path("type").asText("").equals("Control")) {
            var options = new HashMap<String, String>();
            element.path("options")
                    .properties()
                    .forEach(
                            e -> {
                                if (e.getValue().isValueNode()) {
                                    options.put(e.getKey(), e.getValue().asText());
                                }
                            });
            found.put(pointer, options);
            collectOptions(element.path("options").path("detail"), pointer + "/items", found);
        }
        element.path("elements").forEach(inner -> collectOptions(inner, prefix, found));
    }

    List<Section> sections(GroupQuestion root, LocalText formName) {
        root.inner().forEach(this::index);
        if (!ui.path("elements").isArray() || ui.path("elements").isEmpty()) {
            return generated(root, formName);
        }
        var sections = new ArrayList<Section>();
        if (ui.path("type").asText("").equals("Categorization")) {
            categories(ui, "/ui", sections);
        } else {
            var questions = new ArrayList<Question>();
            elements(ui, "/ui", questions);
            sections.add(new Section("/ui", formName, questions));
        }
        reportUnplaced(root.inner());
        return sections;
    }

    private void index(Question question) {
        byPointer.put(question.pointer(), question);
        if (question instanceof GroupQuestion group) {
            group.inner().forEach(this::index);
        }
    }

    private void categories(JsonNode holder, String at, List<Section> sections) {
        for (int i = 0; i < holder.path("elements").size(); i++) {
            var element = holder.path("elements").get(i);
            var here = at + "/elements/" + i;
            if (element.path("type").asText("").equals("Categorization")) {
                categories(element, here, sections);
            } else {
                var questions = new ArrayList<Question>();
                if (element.has("elements")) {
                    elements(element, here, questions);
                } else {
                    element(element, here, questions);
                }
                sections.add(new Section(here, label(element, here), questions));
            }
        }
    }

    private void elements(JsonNode holder, String at, List<Question> into) {
        if (holder.has("rule")) {
            findings.add(Finding.of(FindingCode.UNSUPPORTED_UI, at + "/rule", "rule"));
        }
        for (int i = 0; i < holder.path("elements").size(); i++) {
            element(holder.path("elements").get(i), at + "/elements/" + i, into);
        }
    }

    private void element(JsonNode element, String at, List<Question> into) {
        switch (element.path("type").asText("")) {
            case "Control" -> control(element, at, into);
            case "Label" ->
                    into.add(
                            note(
                                    translated(
                                            element, element.path("text").asText(""), at, "text"),
                                    at,
                                    false));
            case "Group" -> {
                var label = label(element, at);
                if (!label.isEmpty()) {
                    into.add(note(label, at, true));
                }
                elements(element, at, into);
            }
            case "VerticalLayout", "HorizontalLayout", "Category", "Categorization" ->
                    elements(element, at, into);
            default ->
                    findings.add(
                            Finding.of(
                                    FindingCode.UNSUPPORTED_UI,
                                    at,
                                    element.path("type").asText("")));
        }
    }

    private void control(JsonNode element, String at, List<Question> into) {
        var question = byPointer.get(pointer(element));
        if (question == null) {
            var scope = element.path("scope").asText("");
            findings.add(Finding.of(FindingCode.UNKNOWN_SCOPE, at + "/scope", scope));
            return;
        }
        if (element.has("rule")) {
            findings.add(Finding.of(FindingCode.UNSUPPORTED_UI, at + "/rule", "rule"));
        }
        place(question);
        into.add(question);
    }

    private void place(Question question) {
        placed.add(question.pointer());
        question.inner().forEach(this::place);
    }

    private void reportUnplaced(List<Question> questions) {
        for (var question : questions) {
            boolean calculated = question.logic().calculate() != null;
            if (question instanceof GroupQuestion group && !placed.contains(group.pointer())) {
                reportUnplaced(group.inner());
            } else if (!placed.contains(question.pointer()) && !calculated) {
                findings.add(
                        Finding.of(
                                FindingCode.NOT_ON_ANY_PAGE,
                                "/schema" + question.pointer(),
                                question.name()));
            }
        }
    }

    private NoteQuestion note(LocalText label, String at, boolean heading) {
        return new NoteQuestion(
                new QuestionTraits(
                        at,
                        at,
                        "",
                        label,
                        LocalText.EMPTY,
                        false,
                        true,
                        Logic.NONE,
                        Map.of(),
                        Json.object()),
                heading);
    }

    private LocalText label(JsonNode element, String at) {
        return translated(element, element.path("label").asText(""), at, "label");
    }

    /** By the i18n key of JSON Forms, by the place in the document, or by the text itself. */
    private LocalText translated(JsonNode element, String text, String at, String property) {
        var key = element.path("i18n").asText("");
        return translations.text(text, key + "." + property, key, at + "/" + property, text);
    }

    /** Without {@code ui}: each top-level group and repeat is a page, and so is each run of other questions. */
    private static List<Section> generated(GroupQuestion root, LocalText formName) {
        var sections = new ArrayList<Section>();
        var run = new ArrayList<Question>();
        for (var question : root.inner()) {
            if (question instanceof GroupQuestion || question instanceof RepeatQuestion) {
                closeRun(run, sections, formName);
                var inner =
                        question instanceof GroupQuestion ? question.inner() : List.of(question);
                sections.add(new Section(question.pointer(), question.traits().label(), inner));
            } else {
                run.add(question);
            }
        }
        closeRun(run, sections, formName);
        if (sections.isEmpty()) {
            sections.add(new Section("", formName, List.of()));
        }
        return sections;
    }

    private static void closeRun(List<Question> run, List<Section> sections, LocalText formName) {
        if (!run.isEmpty()) {
            sections.add(new Section(run.getFirst().pointer() + "#", formName, run));
            run.clear();
        }
    }

    private static String pointer(JsonNode element) {
        var scope = element.path("scope").asText("");
        return scope.startsWith("#") ? scope.substring(1) : scope;
    }
}
