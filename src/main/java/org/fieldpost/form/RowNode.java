package org.fieldpost.form;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fieldpost.form.expr.Node;
import org.fieldpost.form.expr.Value;
import org.jspecify.annotations.Nullable;

/** A row of a choice list as expressions see it: {@code name}, {@code label} and its columns are children. */
record RowNode(Choice choice, @Nullable Node parent, Locale locale, int position) implements Node {
    private static final Set<String> CODE = Set.of("name", "value", "code");

    /** Whether a column is the code: as XLSForm, this program or JSON Schema calls it. */
    static boolean isCode(String column) {
        return CODE.contains(column);
    }

    @Override
    public String name() {
        return "item";
    }

    @Override
    public List<Node> children(String name) {
        var cell = choice.columns().get(name);
        if (cell == null && isCode(name)) {
            cell = choice.code();
        } else if (name.equals("label")) {
            cell = choice.label().in(locale);
        }
        return cell == null ? List.of() : List.of(new CellText(this, name, cell));
    }

    @Override
    public Value value() {
        return Value.of(choice.code());
    }

    private record CellText(Node parent, String name, String text) implements Node {
        @Override
        public List<Node> children(String inner) {
            return List.of();
        }

        @Override
        public Value value() {
            return Value.of(text);
        }

        @Override
        public int position() {
            return 1;
        }
    }
}
