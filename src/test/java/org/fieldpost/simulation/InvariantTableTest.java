package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of invariants, their tests and their mutants has no holes. */
class InvariantTableTest {
    @Test
    void the_invariants_are_numbered_as_in_the_design() {
        assertEquals(
                IntStream.rangeClosed(1, 20).boxed().toList(),
                Arrays.stream(Invariant.values()).map(Invariant::number).toList());
    }

    @Test
    void every_invariant_names_tests_that_exist() {
        for (var invariant : Invariant.values()) {
            assertFalse(invariant.tests().isEmpty(), invariant.name());
            for (var test : invariant.tests()) {
                assertDoesNotThrow(() -> Class.forName("org.fieldpost." + test), test);
            }
        }
    }

    @Test
    void every_invariant_has_a_mutant_that_breaks_it() {
        for (var invariant : Invariant.values()) {
            assertTrue(
                    Arrays.stream(Mutant.values()).anyMatch(m -> m.violates().contains(invariant)),
                    invariant.name());
        }
    }
}
