package org.fieldpost.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldpost.form.FormFixtures.at;
import static org.fieldpost.form.FormFixtures.form;
import static org.fieldpost.form.FormFixtures.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** After any edits a session looks exactly as one opened afresh on its data: nothing was left out, nothing is stale. */
class RecomputePropertyTest {
    private static final String PROPERTIES =
            """
            {'a': {'type': 'integer', 'maximum': 6}, 'b': {'type': 'integer'}, 'c': {'type': 'integer'},
             'ab': {'type': 'integer'},
             'kind': {'oneOf': [{'const': 'x', 'min': '0'}, {'const': 'y', 'min': '3'}, {'const': 'z', 'min': '5'}]},
             'g': {'type': 'object', 'properties': {'d': {'type': 'integer'}, 'e': {'type': 'integer'},
                'h': {'type': 'object', 'properties': {'f': {'type': 'integer'}}}}},
             'rows': {'type': 'array', 'maxItems': 3, 'items': {'type': 'object', 'properties': {
                'v': {'type': 'integer'}, 'w': {'type': 'integer'}, 'share': {'type': 'number'},
                 'prev': {'type': 'integer'},
                'pos': {'type': 'integer'}, 'inner': {'type': 'array', 'items': {'type': 'object', 'properties': {
                   'q': {'type': 'integer'}, 'r': {'type': 'integer'}, 's': {'type': 'string'}}}},
                    'innersum': {'type': 'integer'}}}},
             'total': {'type': 'integer'}, 'big': {'type': 'integer'}, 'all': {'type': 'integer'},
              'list': {'type': 'string'}}""";
    private static final String LOGIC =
            """
            {'/properties/ab': {'calculate': '${a} + ${b}', 'constraint': '. < 12'},
             '/properties/c': {'relevant': '${ab} > 5', 'requiredIf': '${a} > ${b}', 'constraint': '. != ${d}'},
             '/properties/kind': {'choiceFilter': 'min <= ${a}', 'readOnlyIf': '${c} = 1'},
             '/properties/g': {'relevant': '${a} != 3'},
             '/properties/g/properties/e': {'calculate': '${d} * 2 + coalesce(${c}, 0)'},
             '/properties/g/properties/h': {'relevant': '${e} > 4'},
             '/properties/rows': {'relevant': '${f} != 1'},
             '/properties/rows/items/properties/w': {'relevant': '${v} > 2', 'constraint': '. > ${v}'},
             '/properties/rows/items/properties/share': {'calculate': '${v} div ${total}'},
             '/properties/rows/items/properties/prev': {'calculate': 'indexed-repeat(${v}, ${rows}, position(..) - 1)'},
             '/properties/rows/items/properties/pos': {'calculate': 'position(..) * 10 + count(${rows})'},
             '/properties/rows/items/properties/inner': {'relevant': '${w} > 0 or ${a} = 1'},
             '/properties/rows/items/properties/inner/items/properties/r': {'calculate': '${q} + ../../v + ${b}'},
             '/properties/rows/items/properties/inner/items/properties/s': {'calculate':
                'join(\\u0027,\\u0027, ../../../rows/pos)'},
             '/properties/rows/items/properties/innersum': {'calculate': 'sum(${r})'},
             '/properties/total': {'calculate': 'sum(${rows}/v)'},
             '/properties/big': {'calculate': 'count(${rows}[v > ${a} and w > 2])'},
             '/properties/all': {'calculate': 'sum(${q}) + count(${inner}) + sum(/rows/innersum)'},
             '/properties/list': {'calculate': 'join(\\u0027 \\u0027, ${rows}/inner/q, ${g}/d)'}}""";
    private static final List<String> ANSWERS =
            List.of("/a", "/b", "/c", "/kind", "/g/d", "/g/h/f");

    private static FormDocument document() {
        var document = FormFixtures.document(PROPERTIES, LOGIC);
        document.withObject("/logic")
                .set(
                        "rules",
                        json(
                                "[{'assert': '${total} < 9'}, {'assert': 'count(${rows}) != 2 or ${a} > 1'}]"));
        return form(document);
    }

    @Test
    void the_form_has_no_findings_that_would_weaken_the_test() {
        var document = FormFixtures.document(PROPERTIES, LOGIC);
        assertThat(FormLint.check(document, FormFixtures.noLists())).isEmpty();
    }

    @Test
    void after_any_edits_a_session_looks_like_one_opened_afresh() {
        var form = document();
        for (long seed = 0; seed < 60; seed++) {
            var random = FormFixtures.random(seed);
            var session = FormFixtures.session(form, "{}");
            var story = new ArrayList<String>();
            for (int step = 0; step < 40; step++) {
                var before = look(session);
                var change = edit(session, random, story);
                var now = look(session);
                var fresh =
                        look(
                                FormFixtures.session(
                                        form, Json.write(session.data()).replace('"', '\'')));
                assertThat(now).as("seed %d after %s", seed, story).isEqualTo(fresh);
                if (change.repeats().isEmpty()) {
                    assertReported(before, now, change, seed, story);
                }
            }
        }
    }

    /** Everything that looks different is in the change. */
    private static void assertReported(
            SortedMap<AnswerPath, String> before,
            SortedMap<AnswerPath, String> now,
            Change change,
            long seed,
            List<String> story) {
        now.forEach(
                (path, looks) -> {
                    if (!looks.equals(before.get(path)) && !path.equals(at("/rules"))) {
                        assertThat(change.answers())
                                .as("seed %d after %s", seed, story)
                                .contains(path);
                    }
                });
        boolean rulesDiffer = !Objects.equals(now.get(at("/rules")), before.get(at("/rules")));
        assertThat(change.rules())
                .as("rules, seed %d after %s", seed, story)
                .isEqualTo(rulesDiffer);
    }

    private static Change edit(FormSession session, RandomGenerator random, List<String> story) {
        int rows = session.rowCount(at("/rows"));
        int what = random.nextInt(10);
        if (what < 4) {
            return set(session, ANSWERS.get(random.nextInt(ANSWERS.size())), random, story);
        }
        if (what == 4 && rows < 5) {
            story.add("add row");
            return session.addRow(at("/rows"), random.nextInt(rows + 1));
        }
        if (rows == 0) {
            return Change.NONE;
        }
        int row = random.nextInt(rows);
        var inner = at("/rows/" + row + "/inner");
        int inners = session.rowCount(inner);
        return switch (what) {
            case 5 -> {
                story.add("remove row " + row);
                yield session.removeRow(at("/rows"), row);
            }
            case 6 -> {
                story.add("move row " + row);
                yield session.moveRow(at("/rows"), row, random.nextInt(rows));
            }
            case 7 -> {
                story.add("inner row in " + row);
                yield inners > 2 ? session.removeRow(inner, 0) : session.addRow(inner);
            }
            case 8 ->
                    inners == 0
                            ? Change.NONE
                            : set(session, inner.row(random.nextInt(inners)) + "/q", random, story);
            default ->
                    set(
                            session,
                            "/rows/" + row + (random.nextBoolean() ? "/v" : "/w"),
                            random,
                            story);
        };
    }

    private static Change set(
            FormSession session, String path, RandomGenerator random, List<String> story) {
        @Nullable JsonNode answer =
                random.nextInt(5) == 0 ? null : IntNode.valueOf(random.nextInt(9));
        if (path.equals("/kind") && answer != null) {
            answer = TextNode.valueOf(List.of("x", "y", "z", "nope").get(random.nextInt(4)));
        }
        story.add(path + " = " + answer);
        return session.set(at(path), answer);
    }

    /** All a screen can show, by path. */
    private static SortedMap<AnswerPath, String> look(FormSession session) {
        var seen = new TreeMap<AnswerPath, String>();
        look(session, AnswerPath.ROOT, session.form().root(), seen);
        seen.put(at("/rules"), session.ruleProblems().toString());
        return seen;
    }

    private static void look(
            FormSession session,
            AnswerPath path,
            Question question,
            SortedMap<AnswerPath, String> seen) {
        var choices = question instanceof ChoiceQuestion ? session.choices(path, "", 9) : List.of();
        seen.put(
                path,
                session.relevant(path)
                        + " "
                        + session.required(path)
                        + " "
                        + session.readOnly(path)
                        + " "
                        + (question.inner().isEmpty() ? session.value(path) : "")
                        + " "
                        + FormFixtures.codes(session.problems(path))
                        + " "
                        + choices);
        if (question instanceof RepeatQuestion repeat) {
            for (int i = 0; i < session.rowCount(path); i++) {
                for (var inner : repeat.inner()) {
                    look(session, path.row(i).child(inner.name()), inner, seen);
                }
            }
        } else {
            question.inner().forEach(inner -> look(session, path.child(inner.name()), inner, seen));
        }
    }

    @Test
    void an_edit_evaluates_only_what_depends_on_it() {
        var form = document();
        var session =
                FormFixtures.session(form, "{'rows': [" + "{'v': 1, 'w': 3},".repeat(99) + "{}]}");
        long before = session.evaluations();
        session.set(at("/g/h/f"), IntNode.valueOf(7));
        assertThat(session.evaluations() - before)
                .as("f decides whether rows are relevant")
                .isEqualTo(1);
        before = session.evaluations();
        session.set(at("/rows/4/w"), IntNode.valueOf(9));
        assertThat(session.evaluations() - before)
                .as("its constraint, inner's relevance, big: nothing of the 99 other rows")
                .isLessThan(8);
    }
}
