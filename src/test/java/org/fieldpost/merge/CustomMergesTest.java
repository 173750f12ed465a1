package org.fieldpost.merge;

import static org.fieldpost.merge.Rows.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FieldPolicy;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.Test;

class CustomMergesTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    @Test
    void rows_of_a_repeat_merge_by_their_key_wherever_they_moved() {
        var base = answers("{'m':[{'_key':'a','age':1},{'_key':'b','age':2}]}");
        var local = answers("{'m':[{'_key':'b','age':2},{'_key':'a','age':9}]}");
        var server =
                answers("{'m':[{'_key':'a','age':1},{'_key':'b','age':7},{'_key':'c','age':3}]}");
        assertEquals(
                json("{'m':[{'_key':'b','age':7},{'_key':'c','age':3},{'_key':'a','age':9}]}"),
                merged(base, local, server).get("data"));
    }

    @Test
    void a_row_removed_here_and_edited_there_is_left_to_a_person() {
        var base = answers("{'m':[{'_key':'a','age':1}]}");
        var local = answers("{'m':[]}");
        var server = answers("{'m':[{'_key':'a','age':2}]}");
        assertEquals(List.of("/data/m/a"), conflicts(base, local, server));
    }

    @Test
    void a_place_is_one_answer() {
        var base = answers("{'w':{'latitude':1,'longitude':1}}");
        var local = answers("{'w':{'latitude':2,'longitude':1}}");
        var server = answers("{'w':{'latitude':1,'longitude':3}}");
        assertEquals(List.of("/data/w"), conflicts(base, local, server));
    }

    @Test
    void photos_added_on_both_sides_are_both_kept() {
        var base = answers("{'p':['media/1']}");
        var local = answers("{'p':['media/1','media/2']}");
        var server = answers("{'p':['media/1','media/3']}");
        assertEquals(
                json("{'p':['media/1','media/3','media/2']}"),
                merged(base, local, server).get("data"));
    }

    @Test
    void choices_changed_on_both_sides_are_a_persons_unless_the_form_says_to_merge_them() {
        var base = answers("{'c':['x']}");
        var local = answers("{'c':['x','y']}");
        var server = answers("{'c':['z']}");
        assertEquals(List.of("/data/c"), conflicts(base, local, server));
        var schema =
                json("{'properties':{'c':{'type':'array','items':{},'x-merge':'merge_arrays'}}}");
        var context = new MergeContext(NOW, SchemaPolicies.of(schema));
        var result = MergeEntity.mergeEntity(EntityType.SUBMISSIONS, base, local, server, context);
        assertEquals(json("{'c':['z','y']}"), ((MergeResult.Merged) result).row().get("data"));
    }

    @Test
    void policies_of_a_schema_are_found_at_any_depth_and_an_unknown_word_asks_a_person() {
        var schema =
                json(
                        "{'properties':{'m':{'type':'array','items':{'properties':{"
                                + "'age':{'x-merge':'MONOTONIC'},'n':{'x-merge':'coin'}}}}}}");
        assertEquals(
                Map.of("/m/*/age", FieldPolicy.MONOTONIC, "/m/*/n", FieldPolicy.MANUAL),
                SchemaPolicies.of(schema));
    }

    @Test
    void notes_beside_different_answers_are_both_kept_whoever_was_later() {
        var base = noted("{}", "2026-01-01T00:00:00Z");
        var local = noted("{'notes':{'/q':'dry'},'kept':{'/r':'seen'}}", "2026-01-02T00:00:00Z");
        var server = noted("{'notes':{'/s':'new'}}", "2026-01-03T00:00:00Z");
        assertEquals(
                json("{'kept':{'/r':'seen'},'notes':{'/q':'dry','/s':'new'}}"),
                merged(base, local, server).get("metadata"));
        assertEquals(
                json("{'kept':{'/r':'seen'},'notes':{'/q':'dry','/s':'new'}}"),
                merged(base, server, local).get("metadata"));
    }

    @Test
    void two_notes_beside_one_answer_are_left_to_a_person() {
        var base = noted("{'notes':{'/q':'dry'}}", "2026-01-01T00:00:00Z");
        var local = noted("{'notes':{'/q':'wet'}}", "2026-01-02T00:00:00Z");
        var server = noted("{'notes':{'/q':'gone'}}", "2026-01-03T00:00:00Z");
        var removed = noted("{}", "2026-01-03T00:00:00Z");
        assertEquals(List.of("/metadata/notes/~1q"), conflicts(base, local, server));
        assertEquals(List.of("/metadata/notes/~1q"), conflicts(base, local, removed));
    }

    @Test
    void two_answers_to_a_review_are_left_to_a_person() {
        var base = noted("{}", "2026-01-01T00:00:00Z");
        var local = noted("{'answeredReview':{'note':'look again'}}", "2026-01-02T00:00:00Z");
        var server = noted("{'answeredReview':{'note':'who?'}}", "2026-01-03T00:00:00Z");
        assertEquals(List.of("/metadata/answeredReview"), conflicts(base, local, server));
    }

    @Test
    void the_rest_of_the_metadata_tells_of_the_last_finishing() {
        var base = noted("{'finishedAt':'1'}", "2026-01-01T00:00:00Z");
        var local = noted("{'finishedAt':'2','appVersion':'2'}", "2026-01-02T00:00:00Z");
        var server = noted("{'finishedAt':'3'}", "2026-01-03T00:00:00Z");
        assertEquals(
                json("{'appVersion':'2','finishedAt':'3'}"),
                merged(base, local, server).get("metadata"));
    }

    private static ObjectNode noted(String metadata, String at) {
        var row = answers("{'q':1}").put("updated_at", at);
        row.set("metadata", json(metadata));
        return row;
    }

    @Test
    void a_rejection_stands_beside_answers_edited_meanwhile() {
        var base = answers("{'q':1}");
        var local = answers("{'q':2}");
        var server = answers("{'q':1}").put("status", "rejected").put("reviewed_by", "sam");
        var row = merged(base, local, server);
        assertEquals(
                "rejected sam 2",
                row.get("status").asText()
                        + " "
                        + row.get("reviewed_by").asText()
                        + " "
                        + row.at("/data/q"));
        assertEquals(Json.canonicalHash(row.get("data")).hex(), row.get("sha256").asText());
    }

    @Test
    void nobody_approves_answers_they_have_not_seen() {
        var base = answers("{'q':1}");
        var edited = answers("{'q':2}");
        var approved = answers("{'q':1}").put("status", "approved");
        assertEquals(List.of("/status"), conflicts(base, approved, edited));
        assertEquals(List.of("/status"), conflicts(base, edited, approved));
    }

    @Test
    void two_different_reviews_are_left_to_a_person_and_never_mixed() {
        var base = answers("{'q':1}");
        var approved = answers("{'q':1}").put("status", "approved").put("reviewed_by", "ann");
        var rejected = answers("{'q':1}").put("status", "rejected").put("reviewed_by", "bob");
        assertEquals(List.of("/status"), conflicts(base, approved, rejected));
    }

    @Test
    void the_same_verdict_given_twice_is_that_of_the_hub() {
        var base = answers("{'q':1}");
        var ann = answers("{'q':1}").put("status", "approved").put("reviewed_by", "ann");
        var bob = answers("{'q':1}").put("status", "approved").put("reviewed_by", "bob");
        assertEquals("bob", merged(base, ann, bob).path("reviewed_by").asText());
        bob.set("review", json("{'note':'well done'}"));
        assertEquals(List.of("/status"), conflicts(base, ann, bob), "another note");
    }

    @Test
    void an_upload_never_goes_back() {
        var base = json("{'sha256':'h','filename':'a.jpg'}");
        var local = json("{'sha256':'h','filename':'b.jpg'}");
        var server = json("{'sha256':'h','filename':'a.jpg','uploaded_at':'2026-01-01T00:00:00Z'}");
        for (var sides : List.of(List.of(local, server), List.of(server, local))) {
            var result =
                    MergeEntity.mergeEntity(
                            EntityType.SUBMISSION_MEDIA,
                            base,
                            sides.get(0),
                            sides.get(1),
                            MergeContext.at(NOW));
            assertEquals(
                    "2026-01-01T00:00:00Z",
                    ((MergeResult.Merged) result).row().path("uploaded_at").asText());
        }
    }

    @Test
    void a_published_form_is_never_changed_and_never_a_draft_again() {
        var base = form("{'v':1}", false);
        var published = form("{'v':1}", true);
        var renamed = form("{'v':1}", false).put("version", "1").set("name", json("{'en':'N'}"));
        var result = merge(EntityType.MOBILE_FORMS, base, (ObjectNode) renamed, published);
        var row = assertInstanceOf(MergeResult.Merged.class, result).row();
        assertEquals(
                "true false N",
                row.get("published") + " " + row.get("draft") + " " + row.at("/name/en").asText());
        var changed = merge(EntityType.MOBILE_FORMS, base, form("{'v':2}", false), published);
        assertEquals(
                "/schema",
                assertInstanceOf(MergeResult.NeedsPerson.class, changed)
                        .conflicts()
                        .getFirst()
                        .pointer());
    }

    @Test
    void a_device_says_its_own_versions_and_the_hub_says_its_standing() {
        var base = json("{'app_version':'1','status':'active','last_seen':'2026-01-01T00:00:00Z'}");
        var local =
                json("{'app_version':'2','status':'active','last_seen':'2026-01-03T00:00:00Z'}");
        var server =
                json("{'app_version':'1','status':'suspended','last_seen':'2026-01-02T00:00:00Z'}");
        var result = merge(EntityType.MOBILE_DEVICES, base, local, server);
        assertEquals(
                json("{'app_version':'2','status':'suspended','last_seen':'2026-01-03T00:00:00Z'}"),
                ((MergeResult.Merged) result).row());
    }

    @Test
    void a_conflict_decided_twice_is_itself_undecided() {
        var base = json("{'resolution':'pending'}");
        var mine = json("{'resolution':'resolved','resolution_action':'accept_client'}");
        var theirs = json("{'resolution':'resolved','resolution_action':'accept_server'}");
        assertInstanceOf(
                MergeResult.NeedsPerson.class, merge(EntityType.CONFLICTS, base, mine, theirs));
        assertEquals(new MergeResult.Merged(mine), merge(EntityType.CONFLICTS, base, mine, base));
    }

    private static ObjectNode form(String schema, boolean published) {
        var form = Json.object();
        form.set("schema", json(schema));
        form.put("sha256", Json.canonicalHash(form.get("schema")).hex());
        return form.put("published", published).put("draft", !published);
    }

    private static ObjectNode answers(String data) {
        var row = Json.object().put("status", "pending");
        row.set("data", json(data));
        return row.put("sha256", Json.canonicalHash(row.get("data")).hex());
    }

    private static ObjectNode merged(ObjectNode base, ObjectNode local, ObjectNode server) {
        var result = merge(EntityType.SUBMISSIONS, base, local, server);
        return assertInstanceOf(MergeResult.Merged.class, result).row();
    }

    private static List<String> conflicts(ObjectNode base, ObjectNode local, ObjectNode server) {
        var result = merge(EntityType.SUBMISSIONS, base, local, server);
        return assertInstanceOf(MergeResult.NeedsPerson.class, result).conflicts().stream()
                .map(FieldConflict::pointer)
                .toList();
    }

    private static MergeResult merge(
            EntityType type, ObjectNode base, ObjectNode local, ObjectNode server) {
        return MergeEntity.mergeEntity(type, base, local, server, MergeContext.at(NOW));
    }
}
