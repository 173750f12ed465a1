package org.fieldpost.form;

/** A row of a repeat. */
final class RowCell extends GroupCell {
    private final RepeatCell repeat;
    private final String key;
    private int index;

    RowCell(RepeatCell repeat, String key) {
        super(repeat.slot(), repeat);
        this.repeat = repeat;
        this.key = key;
    }

    String key() {
        return key;
    }

    void setIndex(int now) {
        index = now;
    }

    int index() {
        return index;
    }

    @Override
    boolean attached() {
        var rows = repeat.rows();
        return index < rows.size() && rows.get(index) == this && repeat.attached();
    }

    @Override
    AnswerPath path() {
        return repeat.path().row(index);
    }

    @Override
    public int position() {
        return index + 1;
    }
}
