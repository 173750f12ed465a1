package org.fieldpost.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void decimals_keep_every_digit() {
        for (var number :
                new String[] {
                    "0.10", "123456789012345678901234567890.5", "1E+2", "-0.000000000000001"
                }) {
            assertEquals(new java.math.BigDecimal(number), Json.parse(number).decimalValue());
        }
        assertEquals("{\"a\":0.10}", Json.write(Json.parse("{\"a\":0.10}")));
    }

    @Test
    void equal_answers_have_equal_canonical_bytes_whatever_their_order() {
        var one = Json.parse("{\"b\":[{\"z\":1,\"a\":2}],\"a\":true}");
        var two = Json.parse("{\"a\":true,\"b\":[{\"a\":2,\"z\":1}]}");
        assertArrayEquals(Json.canonicalBytes(one), Json.canonicalBytes(two));
        assertEquals(Json.canonicalHash(one), Json.canonicalHash(two));
    }

    @Test
    void order_inside_an_array_is_part_of_the_answer() {
        assertTrue(
                !Json.canonicalHash(Json.parse("[1,2]"))
                        .equals(Json.canonicalHash(Json.parse("[2,1]"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1,\"a\":2}", "{} {}", "nul", "{\"a\":01}", "NaN"})
    void what_is_not_json_is_refused_with_a_place(String text) {
        var error = assertThrows(RuntimeException.class, () -> Json.parseObject(text));
        assertEquals(Json.MalformedJson.class, error.getClass(), text);
    }

    @Test
    void nesting_beyond_the_bound_is_refused() {
        String deep = "[".repeat(Limits.JSON_DEPTH_MAX + 1) + "]".repeat(Limits.JSON_DEPTH_MAX + 1);
        assertThrows(Json.MalformedJson.class, () -> Json.parse(deep));
        String allowed = "[".repeat(Limits.JSON_DEPTH_MAX) + "]".repeat(Limits.JSON_DEPTH_MAX);
        assertEquals(allowed, Json.write(Json.parse(allowed)));
    }

    @Test
    void an_error_never_repeats_the_text_it_could_not_read() {
        var error =
                assertThrows(Json.MalformedJson.class, () -> Json.parse("{\"secret\": hunter2}"));
        assertTrue(!String.valueOf(error.getMessage()).contains("secret"), error.getMessage());
    }

    record Visit(String who, @Nullable Instant when, int count) {}

    @Test
    void records_travel_as_objects_and_absent_stays_absent() {
        var visit = new Visit("Awa", null, 3);
        assertEquals(
                "{\"who\":\"Awa\",\"count\":3}",
                new String(Json.bytes(visit), StandardCharsets.UTF_8));
        assertEquals(visit, Json.read(Json.bytes(visit), Visit.class));
        var dated = new Visit("Awa", Instant.parse("2026-03-01T10:15:30.123456Z"), 3);
        assertEquals(dated, Json.read(Json.tree(dated), Visit.class));
    }

    @Test
    void a_bad_instant_is_malformed_not_a_crash() {
        var bytes =
                "{\"who\":\"a\",\"when\":\"yesterday\",\"count\":1}"
                        .getBytes(StandardCharsets.UTF_8);
        assertThrows(Json.MalformedJson.class, () -> Json.read(bytes, Visit.class));
    }

    @Test
    void canonical_bytes_are_the_compact_text_of_the_sorted_tree() {
        var node =
                Json.parse(
                        """
                        {"b":[{"z":1,"a":null},"é\\u2028\\"",true],"B":-0.10,"a":{"10":1e3,"9":12345678901234567890},
                         "é":"\\ud83d\\ude00","":[]}
                        """);
        assertEquals(
                "{\"\":[],\"B\":-0.10,\"a\":{\"10\":1000,\"9\":12345678901234567890},"
                        + "\"b\":[{\"a\":null,\"z\":1},\"é\u2028\\\"\",true],\"é\":\"\ud83d\ude00\"}",
                new String(Json.canonicalBytes(node), StandardCharsets.UTF_8));
    }

    @Test
    void canonical_bytes_do_not_depend_on_the_order_of_properties_seeds_1_to_200() {
        for (int seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            var sorted = Json.object();
            var names = new TreeSet<String>();
            for (int i = 0; i < 12; i++) {
                names.add("n" + random.nextInt(40));
            }
            for (var name : names) {
                sorted.put(name, random.nextLong());
                sorted.putObject(name + "x").put("b", random.nextDouble()).put("é", "é" + name);
            }
            var ordered = new TreeSet<String>();
            sorted.fieldNames().forEachRemaining(ordered::add);
            var expected = Json.object();
            ordered.forEach(name -> expected.set(name, sorted.get(name)));
            var shuffled = new ArrayList<>(ordered);
            Collections.shuffle(shuffled, random);
            var other = Json.object();
            shuffled.forEach(name -> other.set(name, sorted.get(name)));
            assertEquals(
                    Json.write(expected),
                    new String(Json.canonicalBytes(other), StandardCharsets.UTF_8),
                    "seed " + seed);
        }
    }

    @Test
    void a_record_is_written_as_its_tree_is() {
        var body = new org.fieldpost.contract.ErrorBody("FP-1", "a \"b\" é", true);
        assertEquals(Json.write(Json.tree(body)), Json.text(body));
    }
}
