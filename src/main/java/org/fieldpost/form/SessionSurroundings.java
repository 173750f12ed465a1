package org.fieldpost.form;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.form.expr.Node;
import org.fieldpost.form.expr.Surroundings;
import org.jspecify.annotations.Nullable;

/** What expressions see of a session: its answers, the form's lists, clock and ids. */
final class SessionSurroundings implements Surroundings {
    private final Scope scope;
    private final ChoiceLists lists;
    private final FormEnvironment environment;
    private final Locale locale;
    private final Map<Slot, Map<String, Optional<Scope.Meaning>>> meanings = new HashMap<>();

    SessionSurroundings(
            Scope scope, ChoiceLists lists, FormEnvironment environment, Locale locale) {
        this.scope = scope;
        this.lists = lists;
        this.environment = environment;
        this.locale = locale;
    }

    @Override
    public List<Node> resolve(String name, Node from) {
        if (!(from instanceof Cell asker)) {
            return List.of();
        }
        var seenFrom = asker instanceof RowCell ? asker.slot() : Scope.asker(asker.slot());
        var meaning = meaning(name, seenFrom);
        if (meaning == null) {
            return List.of();
        }
        Cell ancestor = asker;
        while (ancestor != null
                && (ancestor.slot() != meaning.common() || ancestor instanceof RepeatCell)) {
            ancestor = ancestor.holder();
        }
        if (ancestor == null) {
            return List.of();
        }
        List<Node> at = List.of(ancestor);
        for (var step : meaning.target().below(meaning.common())) {
            var next = new ArrayList<Node>();
            at.forEach(node -> next.addAll(node.children(step.name())));
            at = next;
        }
        return at;
    }

    private Scope.@Nullable Meaning meaning(String name, Slot from) {
        return meanings.computeIfAbsent(from, f -> new HashMap<>())
                .computeIfAbsent(name, n -> Optional.ofNullable(scope.meaning(n, from)))
                .orElse(null);
    }

    @Override
    public @Nullable Node instance(String id) {
        return lists.has(id) ? new ListNode(id, lists, locale) : null;
    }

    @Override
    public String choiceLabel(String question, String code, Node from) {
        var meaning =
                from instanceof Cell cell ? meaning(question, Scope.asker(cell.slot())) : null;
        var choices =
                switch (meaning == null ? null : meaning.target().question()) {
                    case ChoiceQuestion choice -> choice.choices();
                    case MultiChoiceQuestion several -> several.choices();
                    case null, default -> null;
                };
        return switch (choices) {
            case null -> "";
            case Choices.Inline(var all) ->
                    all.stream()
                            .filter(choice -> choice.code().equals(code))
                            .map(choice -> choice.label().in(locale))
                            .findFirst()
                            .orElse("");
            case Choices.Listed(var list) -> lists.label(list, code, locale).orElse("");
        };
    }

    @Override
    public String property(String name) {
        return environment.properties().getOrDefault(name, "");
    }

    @Override
    public Instant now() {
        return environment.clock().instant();
    }

    @Override
    public ZoneId zone() {
        return environment.zone();
    }

    @Override
    public Locale locale() {
        return locale;
    }

    @Override
    public UUID newId() {
        return environment.ids().next();
    }

    @Override
    public double random() {
        return environment.random().nextDouble();
    }
}
