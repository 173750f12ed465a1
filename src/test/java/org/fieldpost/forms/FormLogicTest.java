package org.fieldpost.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.BundledForms;
import org.fieldpost.form.FormEnvironment;
import org.fieldpost.form.FormSession;
import org.fieldpost.form.Problem;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.Test;

/** What the bundled forms say when somebody answers otherwise than the samples do. */
class FormLogicTest {
    private static final BundledForms BUNDLED =
            new BundledForms(FormLogicTest.class.getClassLoader());

    @Test
    void a_handpump_that_gives_too_much_is_wondered_at() {
        var session = resumed("water_point", "wp-0193");
        set(session, "/fill_seconds", "12");
        assertEquals("100", text(session, "/yield"));
        assertEquals(
                List.of("A handpump rarely gives more than 60 L/min. Check the bucket test."),
                words(session, Locale.ENGLISH));
        assertEquals(
                List.of("Une pompe manuelle donne rarement plus de 60 L/min. Vérifiez l'essai."),
                words(session, Locale.FRENCH));
    }

    @Test
    void a_breakdown_after_the_visit_is_refused() {
        var session = resumed("water_point", "wp-0230");
        set(session, "/broken_since", "\"2026-01-17\"");
        assertEquals(
                List.of("The breakdown cannot be later than the visit."),
                words(session, Locale.ENGLISH));
    }

    @Test
    void the_health_risk_follows_the_colonies() {
        var session = resumed("water_point", "wp-0193");
        var risks =
                Map.of(
                        0,
                        "low",
                        1,
                        "intermediate",
                        10,
                        "intermediate",
                        11,
                        "high",
                        101,
                        "very_high");
        risks.forEach(
                (colonies, risk) -> {
                    set(session, "/quality/e_coli", Integer.toString(colonies));
                    assertEquals(risk, text(session, "/quality/risk"), colonies + " colonies");
                });
        session.set(AnswerPath.parse("/quality/e_coli"), null);
        assertNull(session.value(AnswerPath.parse("/quality/risk")));
    }

    @Test
    void giving_a_water_point_up_leaves_its_users_out() {
        var session = resumed("water_point", "wp-0193");
        set(session, "/status", "\"abandoned\"");
        var finished = session.finalised();
        assertTrue(finished.hiddenAnswersLeftOut() > 10);
        for (var gone : List.of("users", "people_total", "yield", "manager", "fee", "quality")) {
            assertFalse(finished.data().has(gone), gone);
        }
        assertTrue(finished.data().has("photo_point"));
    }

    @Test
    void only_villages_of_the_district_may_be_chosen() {
        var session = resumed("household_survey", "diallo");
        var path = AnswerPath.parse("/village");
        var here = session.choices(path, "", 100);
        assertTrue(here.size() >= 15 && here.size() <= 25, here.size() + " villages");
        here.forEach(choice -> assertEquals("ND01", choice.columns().get("district")));
        set(session, "/district", "\"ND02\"");
        assertEquals(
                List.of("choice.filtered"),
                session.problems(path).stream().map(Problem::code).toList());
    }

    @Test
    void a_household_that_does_not_consent_keeps_only_where_it_is() {
        var session = resumed("household_survey", "diallo");
        set(session, "/consent", "false");
        set(session, "/refusal_reason", "\"time\"");
        var left = session.finalised().data();
        assertFalse(left.has("members") || left.has("dwelling") || left.has("food"));
        assertTrue(left.has("position") && left.has("household_id"));
        assertEquals(List.of(), session.validate());
    }

    @Test
    void a_household_has_one_head_and_the_counts_follow_its_members() {
        var session = resumed("household_survey", "diallo");
        set(session, "/members/1/relation", "\"head\"");
        assertEquals(List.of("A household has exactly one head."), words(session, Locale.ENGLISH));
        session.removeRow(AnswerPath.parse("/members"), 1);
        assertEquals(List.of(), words(session, Locale.ENGLISH));
        assertEquals("4", text(session, "/member_count"));
        assertEquals("1", text(session, "/adults"));
        assertEquals("40", text(session, "/water/litres_per_person"));
        set(session, "/members/3/age", "5");
        assertEquals("0", text(session, "/under_five"));
        assertTrue(session.required(AnswerPath.parse("/members/3/in_school")));
    }

    @Test
    void none_of_the_assets_excludes_all_others() {
        var session = resumed("household_survey", "diallo");
        set(session, "/assets", "[\"none\", \"radio\"]");
        assertEquals(
                List.of("\"None\" cannot stand beside other answers."),
                words(session, Locale.ENGLISH));
        assertFalse(session.relevant(AnswerPath.parse("/cattle")));
    }

    @Test
    void the_food_score_has_its_thresholds() {
        var session = resumed("household_survey", "diallo");
        for (var group :
                List.of("pulses", "dairy", "meat", "vegetables", "fruit", "oil", "sugar")) {
            set(session, "/food/" + group, "0");
        }
        set(session, "/food/vegetables", "7");
        assertEquals("poor", text(session, "/food/fcs_group"));
        set(session, "/food/sugar", "1");
        assertEquals("borderline", text(session, "/food/fcs_group"));
        set(session, "/food/meat", "4");
        assertEquals("acceptable", text(session, "/food/fcs_group"));
        session.set(AnswerPath.parse("/food/oil"), null);
        assertNull(session.value(AnswerPath.parse("/food/fcs_group")));
    }

    @Test
    void an_unknown_tree_has_to_be_described_and_a_stump_has_no_height() {
        var session = resumed("tree_inventory", "nd-014");
        set(session, "/trees/0/species", "\"UNKNOWN\"");
        assertTrue(session.required(AnswerPath.parse("/trees/0/species_note")));
        set(session, "/trees/0/status", "\"stump\"");
        assertFalse(session.relevant(AnswerPath.parse("/trees/0/height")));
        assertFalse(session.finalised().data().at("/trees/0").has("height"));
    }

    @Test
    void two_trees_of_a_plot_never_share_a_tag() {
        var session = resumed("tree_inventory", "nd-014");
        set(session, "/trees/3/tag", "2");
        assertEquals(
                List.of("/trees/1/tag", "/trees/3/tag"),
                session.validate().stream().map(p -> p.path().toString()).toList());
        assertEquals(
                "Another tree on this plot has this tag.",
                words(session, Locale.ENGLISH).getFirst());
    }

    @Test
    void a_position_far_from_its_village_or_vague_is_wondered_at() {
        for (var sample :
                List.of(
                        "water_point wp-0193",
                        "household_survey sow",
                        "damage_assessment b-0204")) {
            var names = sample.split(" ", -1);
            var session = resumed(names[0], names[1]);
            set(
                    session,
                    "/position",
                    "{\"latitude\": 13.0, \"longitude\": -13.0, \"accuracy\": 31}");
            var said = words(session, Locale.ENGLISH);
            assertEquals(2, said.size(), said::toString);
            assertEquals("This position is more than 15 km from the village chosen.", said.get(0));
            assertTrue(said.get(1).startsWith("The position is uncertain by more than 30 m."));
        }
    }

    @Test
    void a_species_is_found_by_its_common_name() {
        var session = resumed("tree_inventory", "nd-014");
        var found = session.choices(AnswerPath.parse("/trees/0/species"), "kola nut", 5);
        assertEquals("cola_nitida", found.getFirst().code());
    }

    @Test
    void the_basal_area_of_a_plot_follows_each_diameter() {
        var session = resumed("tree_inventory", "fo-009");
        set(session, "/no_trees", "false");
        session.addRow(AnswerPath.parse("/trees"));
        set(session, "/trees/0/dbh", "100");
        assertEquals("0.7854", text(session, "/trees/0/basal_area"));
        assertEquals("0.7854", text(session, "/basal_area_total"));
        assertEquals("3.14", text(session, "/basal_area_per_ha"));
    }

    @Test
    void the_placard_follows_the_damage_and_the_dangers() {
        var session = resumed("damage_assessment", "b-0103");
        assertEquals("green", text(session, "/placard"));
        set(session, "/hazards", "[\"falling\"]");
        assertEquals("yellow", text(session, "/placard"));
        set(session, "/hazards", "[\"leaning\"]");
        assertEquals("red", text(session, "/placard"));
        set(session, "/hazards", "[\"none\"]");
        set(session, "/elements/walls", "2");
        assertEquals("D3 yellow", text(session, "/grade") + " " + text(session, "/placard"));
        set(session, "/elements/walls", "4");
        assertEquals("D5 red", text(session, "/grade") + " " + text(session, "/placard"));
        set(session, "/access", "\"gone\"");
        assertEquals("D5 red", text(session, "/grade") + " " + text(session, "/placard"));
        assertFalse(session.finalised().data().has("elements"));
    }

    @Test
    void who_disagrees_has_to_post_another_placard_and_say_why() {
        var session = resumed("damage_assessment", "b-0103");
        set(session, "/disagree", "true");
        assertTrue(session.required(AnswerPath.parse("/disagree_reason")));
        set(session, "/disagree_reason", "\"The beam over the door is split\"");
        set(session, "/placard_chosen", "\"green\"");
        assertEquals(1, session.validate().size());
        set(session, "/placard_chosen", "\"yellow\"");
        assertEquals(List.of(), session.validate());
    }

    @Test
    void a_list_names_a_submission_in_the_readers_language() {
        var session = resumed("damage_assessment", "b-0103");
        assertEquals("B-0103 · Green: may be used", session.summary(Locale.ENGLISH));
        assertEquals("B-0103 · Verte : utilisable", session.summary(Locale.FRENCH));
        assertTrue(session.summary(Locale.of("ar")).contains("خضراء"));
    }

    private static FormSession resumed(String code, String name) {
        var sample = Objects.requireNonNull(FormFolder.of(code).samples().get(name), name);
        var moment = OffsetDateTime.parse(sample.path("recordedAt").asText()).toInstant();
        var random = new SplittableRandom(11);
        var environment =
                new FormEnvironment(
                        () -> moment,
                        ZoneOffset.UTC,
                        Locale.ENGLISH,
                        () -> new UUID(random.nextLong(), random.nextLong()),
                        random,
                        Map.of());
        return FormSession.resume(
                BUNDLED.form(code),
                (ObjectNode) sample.path("data").deepCopy(),
                BUNDLED.lists(code),
                environment);
    }

    private static void set(FormSession session, String path, String json) {
        session.set(AnswerPath.parse(path), Json.parse(json));
    }

    private static String text(FormSession session, String path) {
        var value = session.value(AnswerPath.parse(path));
        return value == null ? "" : value.asText();
    }

    private static List<String> words(FormSession session, Locale locale) {
        return session.validate().stream()
                .map(p -> p.ownMessage() == null ? p.toString() : p.ownMessage().in(locale))
                .toList();
    }
}
