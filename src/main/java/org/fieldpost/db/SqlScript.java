package org.fieldpost.db;

import java.util.ArrayList;
import java.util.List;

/**
 * The statements of an SQL text: split at semicolons that are not inside a string, a quoted name, a comment or a
 * dollar-quoted body. Comments are left out.
 */
final class SqlScript {
    private final String text;
    private final List<String> statements = new ArrayList<>();
    private final StringBuilder statement = new StringBuilder();
    private int at;

    private SqlScript(String text) {
        this.text = text;
    }

    static List<String> statements(String text) {
        return new SqlScript(text).split();
    }

    private List<String> split() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("--", at)) {
                at = endOf("\n", at, text.length());
            } else if (text.startsWith("/*", at)) {
                at = endOf("*/", at + 2, -1);
            } else if (c == '\'' || c == '"') {
                // A doubled quote reads as one piece ending and the next beginning, which comes to
                // the same.
                copyTo(endOf(String.valueOf(c), at + 1, -1));
            } else if (c == '$' && !dollarTag().isEmpty()) {
                String tag = dollarTag();
                copyTo(endOf(tag, at + tag.length(), -1));
            } else if (c == ';') {
                finish();
                at++;
            } else {
                copyTo(at + 1);
            }
        }
        finish();
        return List.copyOf(statements);
    }

    /** The {@code $$} or {@code $name$} that begins here, or nothing. */
    private String dollarTag() {
        int end = at + 1;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end < text.length() && text.charAt(end) == '$' ? text.substring(at, end + 1) : "";
    }

    private int endOf(String mark, int from, int otherwise) {
        int found = text.indexOf(mark, from);
        if (found < 0 && otherwise < 0) {
            throw new IllegalArgumentException(
                    "SQL ends inside something that %s should close".formatted(mark));
        }
        return found < 0 ? otherwise : found + mark.length();
    }

    private void copyTo(int end) {
        statement.append(text, at, end);
        at = end;
    }

    private void finish() {
        var sql = statement.toString().strip();
        if (!sql.isEmpty()) {
            statements.add(sql);
        }
        statement.setLength(0);
    }
}
