package org.fieldpost.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlScriptTest {
    private static void splits(String script, String... statements) {
        assertEquals(List.of(statements), SqlScript.statements(script));
    }

    @Test
    void statements_end_at_semicolons_and_the_last_needs_none() {
        splits("");
        splits(" ;; \n ;");
        splits("A; B ;C", "A", "B", "C");
        splits("SELECT 1\n  FROM x;\n", "SELECT 1\n  FROM x");
    }

    @Test
    void a_semicolon_in_a_string_a_name_or_a_comment_ends_nothing() {
        splits("A 'x;y' \"n;m\"; B", "A 'x;y' \"n;m\"", "B");
        splits("A 'it''s; so'; B", "A 'it''s; so'", "B");
        splits("A -- no; end\n; B", "A", "B");
        splits("A /* no; end */; B -- last; comment", "A", "B");
        splits("A '-- no comment; '; B", "A '-- no comment; '", "B");
        splits("A - 1; B / 2", "A - 1", "B / 2");
    }

    @Test
    void a_dollar_quoted_body_is_one_piece() {
        splits("F $$ a; 'b; $$; G", "F $$ a; 'b; $$", "G");
        splits("F $x1$ a; $$ b; $x1$; G", "F $x1$ a; $$ b; $x1$", "G");
        splits("SELECT '$'; COST 5$ ; B", "SELECT '$'", "COST 5$", "B");
    }

    @Test
    void what_is_never_closed_is_refused() {
        for (var open : new String[] {"A 'x; B", "A \"x; B", "A /* x; B", "A $$ x; B"}) {
            assertThrows(IllegalArgumentException.class, () -> SqlScript.statements(open), open);
        }
    }
}
