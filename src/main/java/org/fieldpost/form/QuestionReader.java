package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldpost.kernel.Json;

/** Makes questions of a schema. What it cannot draw becomes a {@link JsonQuestion}, never an error. */
final class QuestionReader {
    /** Also of what references unfold to: eleven lines of {@code $ref}s can mean a billion questions. */
    static final int QUESTIONS_MAX = SchemaBounds.SCHEMAS_MAX;

    private static final Set<String> ALTERNATIVES = Set.of("oneOf", "anyOf");
    private final JsonNode schema;
    private final Translations translations;
    private final LogicReader logic;
    private final Map<String, Map<String, String>> options;
    private final Deque<String> unfolding = new ArrayDeque<>();
    private int questions;

    /**
     * @param options control options by schema pointer, from {@code ui}
     */
    QuestionReader(
            JsonNode schema,
            Translations translations,
            LogicReader logic,
            Map<String, Map<String, String>> options) {
        this.schema = schema;
        this.translations = translations;
        this.logic = logic;
        this.options = options;
    }

    /** There are more questions than {@link #QUESTIONS_MAX}. */
    static final class TooMany extends Exception {
        private static final long serialVersionUID = 1;
    }

    GroupQuestion root() throws TooMany {
        var at = new Place("", "", "", true, false);
        var resolved = resolve(at, schema);
        var traits = traits(at, resolved);
        if (kind(resolved.schema).equals("array") || !hasProperties(resolved.schema)) {
            return new GroupQuestion(traits, List.of());
        }
        return new GroupQuestion(traits, properties(at, resolved));
    }

    /**
     * Where a schema is used.
     *
     * @param pointer through references
     * @param definedAt where it truly stands in the schema
     */
    private record Place(
            String pointer, String definedAt, String name, boolean required, boolean readOnly) {
        Place inner(String step, Resolved within, String name, boolean required) {
            boolean locked = readOnly || within.schema.path("readOnly").asBoolean(false);
            return new Place(pointer + step, within.at + step, name, required, locked);
        }
    }

    /**
     * A schema with its references followed.
     *
     * @param at where what the reference led to stands
     */
    private record Resolved(JsonNode schema, String at, boolean recursive, boolean geopoint) {}

    private Question question(Place at, JsonNode raw) throws TooMany {
        if (++questions > QUESTIONS_MAX) {
            throw new TooMany();
        }
        var resolved = resolve(at, raw);
        if (resolved.recursive || unfolding.size() > SchemaBounds.DEPTH_MAX) {
            return new JsonQuestion(traits(at, resolved), "it contains itself");
        }
        unfolding.push(resolved.at);
        try {
            return resolved.geopoint
                    ? new GeopointQuestion(traits(at, resolved))
                    : drawn(at, resolved);
        } finally {
            unfolding.pop();
        }
    }

    private Question drawn(Place at, Resolved resolved) throws TooMany {
        var s = resolved.schema;
        var traits = traits(at, resolved);
        if (s.path("x-reference").isTextual()) {
            return new ReferenceQuestion(traits, s.path("x-reference").asText());
        }
        return switch (kind(s)) {
            case "object" ->
                    hasProperties(s)
                            ? new GroupQuestion(traits, properties(at, resolved))
                            : new JsonQuestion(traits, "its properties are open");
            case "array" -> array(at, resolved, traits);
            case "boolean" -> new YesNoQuestion(traits);
            case "null" -> new NoteQuestion(traits, false);
            case "string", "number", "integer" ->
                    hasChoices(s)
                            ? new ChoiceQuestion(traits, choices(at, resolved))
                            : scalar(s, traits);
            default ->
                    hasChoices(s)
                            ? new ChoiceQuestion(traits, choices(at, resolved))
                            : new JsonQuestion(traits, "its type is open");
        };
    }

    private Question array(Place at, Resolved resolved, QuestionTraits traits) throws TooMany {
        var s = resolved.schema;
        var itemsAt = at.inner("/items", resolved, at.name, false);
        var items = resolve(itemsAt, s.path("items"));
        var max = Scalars.whole(s, "maxItems");
        if (isPhoto(items.schema)) {
            return new PhotoQuestion(traits, true, max);
        }
        if (s.path("x-choices").isTextual()) {
            return new MultiChoiceQuestion(
                    traits, choices(at, resolved), Scalars.whole(s, "minItems"), max);
        }
        if (hasChoices(items.schema)) {
            return new MultiChoiceQuestion(
                    traits, choices(itemsAt, items), Scalars.whole(s, "minItems"), max);
        }
        if (kind(items.schema).equals("object")
                && hasProperties(items.schema)
                && !items.recursive) {
            var min = Scalars.whole(s, "minItems");
            return new RepeatQuestion(
                    traits, properties(itemsAt, items), min == null ? 0 : min, max);
        }
        return new JsonQuestion(traits, "its rows are not objects");
    }

    private static Question scalar(JsonNode s, QuestionTraits traits) {
        var format = s.path("format").asText("");
        if (!kind(s).equals("string")) {
            return Scalars.number(s, traits, kind(s).equals("integer"));
        }
        if (isPhoto(s)) {
            return new PhotoQuestion(traits, false, 1);
        }
        return switch (format) {
            case "date" -> new DateQuestion(traits);
            case "time" -> new TimeQuestion(traits);
            case "date-time" -> new DateTimeQuestion(traits);
            default -> Scalars.text(s, traits);
        };
    }

    private List<Question> properties(Place at, Resolved resolved) throws TooMany {
        var required = new HashSet<String>();
        resolved.schema.path("required").forEach(name -> required.add(name.asText()));
        var inner = new ArrayList<Question>();
        for (var property : resolved.schema.path("properties").properties()) {
            var name = property.getKey();
            var step = "/properties/" + SubSchemas.escaped(name);
            var place = at.inner(step, resolved, name, required.contains(name));
            inner.add(question(place, property.getValue()));
        }
        return inner;
    }

    /** Follows {@code $ref} and a lone {@code allOf}; what stands beside them wins. */
    private Resolved resolve(Place at, JsonNode raw) {
        var current = raw;
        var standsAt = at.definedAt;
        boolean recursive = false;
        for (int hops = 0; hops < SchemaBounds.DEPTH_MAX; hops++) {
            var ref = current.path("$ref").asText("");
            boolean wrapped = current.path("allOf").size() == 1 && !hasProperties(current);
            if (ref.equals(SchemaCheck.GEOPOINT)) {
                return new Resolved(current, standsAt, recursive, true);
            }
            JsonNode target;
            if (!ref.isEmpty()) {
                target = References.target(schema, ref);
                var pointer = References.pointer(ref);
                standsAt = pointer == null ? standsAt : pointer;
            } else if (wrapped) {
                target = current.path("allOf").get(0);
                standsAt = standsAt + "/allOf/0";
            } else {
                break;
            }
            if (target == null) {
                break;
            }
            recursive |= unfolding.contains(standsAt) || standsAt.isEmpty();
            current = overlaid(target, current);
        }
        return new Resolved(current, standsAt, recursive, false);
    }

    private static JsonNode overlaid(JsonNode target, JsonNode site) {
        if (!(target instanceof ObjectNode below) || !(site instanceof ObjectNode above)) {
            return target;
        }
        var merged = Json.object();
        merged.setAll(below);
        above.properties()
                .forEach(
                        e -> {
                            if (!e.getKey().equals("$ref") && !e.getKey().equals("allOf")) {
                                merged.set(e.getKey(), e.getValue());
                            }
                        });
        return merged;
    }

    private QuestionTraits traits(Place at, Resolved resolved) {
        var s = resolved.schema;
        var title = s.path("title").asText("");
        var label =
                translations.text(
                        title.isEmpty() ? Scalars.words(at.name) : title,
                        at.pointer + "/title",
                        at.definedAt + "/title",
                        resolved.at + "/title");
        var hint =
                translations.text(
                        s.path("description").asText(""),
                        at.pointer + "/description",
                        at.definedAt + "/description",
                        resolved.at + "/description");
        return new QuestionTraits(
                at.pointer,
                at.definedAt,
                at.name,
                label,
                hint,
                at.required,
                at.readOnly || s.path("readOnly").asBoolean(false),
                logic.at(at.pointer, at.definedAt, resolved.at),
                options.getOrDefault(at.pointer, Map.of()),
                s);
    }

    private Choices choices(Place at, Resolved resolved) {
        var s = resolved.schema;
        if (s.path("x-choices").isTextual()) {
            return new Choices.Listed(s.path("x-choices").asText());
        }
        var all = new ArrayList<Choice>();
        for (var keyword : ALTERNATIVES) {
            for (int i = 0; i < s.path(keyword).size(); i++) {
                all.add(
                        Scalars.choice(
                                s.path(keyword).get(i),
                                keyword + "/" + i,
                                translations,
                                at.pointer,
                                resolved.at));
            }
        }
        for (var value : s.path("enum")) {
            if (!value.isNull()) {
                var keys =
                        new String[] {
                            at.pointer + "/enum/" + value.asText(),
                            resolved.at + "/enum/" + value.asText()
                        };
                all.add(new Choice(value, translations.text(value.asText(), keys), Map.of()));
            }
        }
        if (s.has("const")) {
            all.add(new Choice(s.path("const"), LocalText.of(s.path("const").asText()), Map.of()));
        }
        return new Choices.Inline(all);
    }

    private static boolean hasChoices(JsonNode s) {
        return s.path("x-choices").isTextual()
                || s.path("enum").isArray()
                || s.has("const")
                || ALTERNATIVES.stream().anyMatch(keyword -> isConstants(s.path(keyword)));
    }

    private static boolean isConstants(JsonNode alternatives) {
        if (alternatives.isEmpty()) {
            return false;
        }
        for (var each : alternatives) {
            if (!each.has("const") || each.path("const").isContainerNode()) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasProperties(JsonNode s) {
        return s.path("properties").isObject();
    }

    private static boolean isPhoto(JsonNode s) {
        return s.path("contentMediaType").asText("").startsWith("image/")
                && !s.has("contentEncoding");
    }

    /** The one type it has beside null; guessed from its keywords if it names none; "" = open. */
    private static String kind(JsonNode s) {
        var type = s.path("type");
        if (type.isTextual()) {
            return type.asText();
        }
        var types = new ArrayList<String>();
        type.forEach(each -> types.add(each.asText()));
        types.remove("null");
        if (types.size() == 1) {
            return types.getFirst();
        }
        return !types.isEmpty() ? "" : hasProperties(s) ? "object" : s.has("items") ? "array" : "";
    }
}
