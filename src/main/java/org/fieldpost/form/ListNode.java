package org.fieldpost.form;

import java.util.List;
import java.util.Locale;
import org.fieldpost.form.expr.Node;
import org.fieldpost.form.expr.Value;
import org.jspecify.annotations.Nullable;

/**
 * A choice list as {@code instance('name')}: {@code root/item} are its rows.
 *
 * @param list its name
 */
record ListNode(String list, ChoiceLists lists, Locale locale) implements Node {
    /** Without an index to help, no more rows than this are looked at. */
    private static final int ROWS_MAX = 100_000;

    @Override
    public String name() {
        return list;
    }

    @Override
    public @Nullable Node parent() {
        return null;
    }

    @Override
    public List<Node> children(String name) {
        if (name.equals("root")) {
            return List.of(this);
        }
        return name.equals("item")
                ? nodes(lists.search(list, ChoiceQuery.text("", locale, ROWS_MAX)))
                : List.of();
    }

    @Override
    public @Nullable List<Node> childrenWhere(String name, String column, String value) {
        if (!name.equals("item")) {
            return null;
        }
        return nodes(
                RowNode.isCode(column)
                        ? lists.find(list, value).stream().toList()
                        : lists.where(list, column, value, ROWS_MAX));
    }

    private List<Node> nodes(List<Choice> choices) {
        var nodes = new java.util.ArrayList<Node>(choices.size());
        for (int i = 0; i < choices.size(); i++) {
            nodes.add(new RowNode(choices.get(i), this, locale, i + 1));
        }
        return nodes;
    }

    @Override
    public Value value() {
        return Value.BLANK;
    }

    @Override
    public int position() {
        return 1;
    }
}
