package org.fieldpost.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataReferenceTest {
    private static final String SCHEMA =
            """
            {"type": "object", "required": ["household", "site"],
             "properties": {
               "household": {"type": "string", "x-reference": "household"},
               "name": {"type": "string"},
               "a/b": {"type": "string", "x-reference": "slash"},
               "site": {"$ref": "#/$defs/place"},
               "members": {"type": "array", "items": {"type": "object", "required": ["mother"],
                 "properties": {
                   "mother": {"type": "string", "x-reference": "person"},
                   "visits": {"type": "array", "items": {"type": "object", "properties": {
                     "clinic": {"type": "string", "x-reference": "clinic"}}}}}}},
               "neighbours": {"type": "array", "items": {"type": "string", "x-reference": "household"}},
               "tree": {"$ref": "#/$defs/tree"}},
             "allOf": [{"if": {"properties": {"name": {"const": "x"}}},
                        "then": {"properties": {"old": {"x-reference": "older"}}}}],
             "$defs": {
               "place": {"type": "string", "x-reference": "site"},
               "loop": {"$ref": "#/$defs/loop"},
               "tree": {"type": "object", "properties": {
                 "id": {"x-reference": "tree"}, "child": {"$ref": "#/$defs/tree"}}}}}
            """;

    @ParameterizedTest
    @CsvSource({
        "/household, household, true",
        "/site, site, true",
        "/a~1b, slash, false",
        "/members/0/mother, person, true",
        "/members/17/visits/3/clinic, clinic, false",
        "/neighbours/2, household, true",
        "/old, older, false",
        "/tree/child/child/child/id, tree, false",
    })
    void a_reference_is_found_at_any_depth(String pointer, String form, boolean required) {
        assertEquals(
                Optional.of(new DataReference(form, required)),
                DataReference.at(Json.parseObject(SCHEMA), pointer));
    }

    @ParameterizedTest
    @CsvSource({
        "/name",
        "/nothing",
        "/members/mother",
        "/members/0",
        "/tree/child",
        "/$defs/place"
    })
    void what_the_form_does_not_call_a_reference_is_none(String pointer) {
        assertEquals(Optional.empty(), DataReference.at(Json.parseObject(SCHEMA), pointer));
    }

    @ParameterizedTest
    @CsvSource({"/a", "/a/b/c/d/e"})
    void a_schema_that_refers_to_itself_has_an_end(String pointer) {
        var loop =
                "{'$ref':'#/$defs/a','$defs':{'a':{'anyOf':[{'$ref':'#/$defs/b'},{}]},"
                        + "'b':{'allOf':[{'$ref':'#/$defs/a'},{'$ref':'#/$defs/b'}]}}}";
        assertEquals(
                Optional.empty(),
                DataReference.at(Json.parseObject(loop.replace('\'', '"')), pointer));
    }
}
