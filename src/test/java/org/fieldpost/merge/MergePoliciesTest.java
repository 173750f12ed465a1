package org.fieldpost.merge;

import static org.fieldpost.merge.Rows.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.fieldpost.contract.EntityConflictConfig;
import org.fieldpost.contract.FieldPolicy;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePoliciesTest {
    private static final MergeContext NOW = MergeContext.at(Instant.parse("2026-05-01T00:00:00Z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LOCAL_WINS      | 1                  | 2                 | 3                 | 2
                    SERVER_WINS     | 1                  | 2                 | 3                 | 3
                    MONOTONIC       | 1                  | 12                | 3                 | 12
                    MONOTONIC       | '2026-01-01T00:00:00Z' | '2026-01-03T00:00:00Z' | null | '2026-01-03T00:00:00Z'
                    MERGE_ARRAYS    | ['a','b']          | ['a','b','c']     | ['b','d']         | ['b','d','c']
                    MERGE_ARRAYS    | ['a','b']          | ['b']             | ['a']             | []
                    DEEP_MERGE      | {'a':1,'b':1}      | {'a':2,'b':1}     | {'a':1,'b':3}     | {'a':2,'b':3}
                    DEEP_MERGE      | {'a':{'x':1}}      | {'a':{'x':1,'y':2}} | {'a':{'x':3}}   | {'a':{'x':3,'y':2}}
                    """,
            quoteCharacter = '"')
    void a_policy_decides_what_both_changed(
            FieldPolicy policy, String base, String local, String server, String expected) {
        var result = merge(policy, row(base), row(local), row(server));
        assertEquals(row(expected), assertInstanceOf(MergeResult.Merged.class, result).row());
    }

    @Test
    void the_later_write_wins_but_a_clock_ahead_of_now_wins_nothing_by_it() {
        var base = json("{'f':1,'updated_at':'2026-01-01T00:00:00Z'}");
        var later = json("{'f':2,'updated_at':'2026-01-02T00:00:00Z'}");
        var earlier = json("{'f':3,'updated_at':'2026-01-01T12:00:00Z'}");
        assertEquals(2, lastWrite(base, later, earlier));
        assertEquals(2, lastWrite(base, earlier, later));
        var future = json("{'f':4,'updated_at':'2031-01-01T00:00:00Z'}");
        var present = json("{'f':5,'updated_at':'2026-05-01T00:00:00Z'}");
        assertEquals(5, lastWrite(base, future, present));
    }

    @Test
    void a_manual_field_is_left_to_a_person_with_all_three_values() {
        var result = merge(FieldPolicy.MANUAL, row("1"), row("2"), row("3"));
        var person = assertInstanceOf(MergeResult.NeedsPerson.class, result);
        var conflict = person.conflicts().getFirst();
        assertEquals(
                "/f 1 2 3",
                "%s %s %s %s"
                        .formatted(
                                conflict.pointer(),
                                conflict.base(),
                                conflict.local(),
                                conflict.server()));
    }

    @Test
    void a_removed_answer_that_changed_on_the_other_side_is_left_to_a_person() {
        var result = merge(FieldPolicy.MANUAL, row("1"), Json.object(), row("3"));
        assertInstanceOf(MergeResult.NeedsPerson.class, result);
    }

    @Test
    void server_derived_fields_are_always_the_hubs() {
        var config =
                new EntityConflictConfig(
                        false, false, FieldPolicy.LOCAL_WINS, Map.of(), Set.of("f"));
        var result = MergeEntity.mergeEntity(row("1"), row("2"), row("1"), config, NOW);
        assertEquals(new MergeResult.Merged(row("1")), result);
    }

    @Test
    void without_a_base_what_only_one_side_has_is_kept() {
        var config = new EntityConflictConfig(false, false, FieldPolicy.MANUAL, Map.of(), Set.of());
        var result =
                MergeEntity.mergeEntity(
                        null, json("{'a':1,'c':3}"), json("{'b':2,'c':3}"), config, NOW);
        assertEquals(new MergeResult.Merged(json("{'a':1,'b':2,'c':3}")), result);
    }

    @Test
    void the_inputs_are_neither_changed_nor_shared() {
        var server = json("{'f':{'a':1}}");
        var result = merge(FieldPolicy.DEEP_MERGE, json("{}"), json("{}"), server);
        ((ObjectNode) ((MergeResult.Merged) result).row().get("f")).put("a", 9);
        assertEquals(json("{'f':{'a':1}}"), server);
    }

    private static int lastWrite(ObjectNode base, ObjectNode local, ObjectNode server) {
        var config =
                new EntityConflictConfig(
                        false,
                        false,
                        FieldPolicy.LAST_WRITE_WINS,
                        Map.of("updated_at", FieldPolicy.MONOTONIC),
                        Set.of());
        var result = MergeEntity.mergeEntity(base, local, server, config, NOW);
        return ((MergeResult.Merged) result).row().get("f").asInt();
    }

    private static MergeResult merge(
            FieldPolicy policy, ObjectNode base, ObjectNode local, ObjectNode server) {
        var config = new EntityConflictConfig(false, false, policy, Map.of(), Set.of());
        return MergeEntity.mergeEntity(base, local, server, config, NOW);
    }

    private static ObjectNode row(String value) {
        return json("{'f':" + value + "}");
    }
}
