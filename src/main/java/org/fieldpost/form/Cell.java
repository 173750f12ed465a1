package org.fieldpost.form;

import java.util.List;
import org.fieldpost.form.expr.Node;
import org.fieldpost.form.expr.Value;
import org.jspecify.annotations.Nullable;

/** A slot filled in one submission: an answer, a group, a repeat or one of its rows. */
abstract sealed class Cell implements Node permits AnswerCell, GroupCell, RepeatCell {
    private final Slot slot;
    private final @Nullable Cell holder;
    private boolean asked = true;
    private boolean requiredIf;
    private boolean readOnlyIf;
    private boolean constraintBroken;

    Cell(Slot slot, @Nullable Cell holder) {
        this.slot = slot;
        this.holder = holder;
    }

    Slot slot() {
        return slot;
    }

    /** What holds it in the data: of a row its repeat. */
    @Nullable Cell holder() {
        return holder;
    }

    /** Whether its own relevance holds. */
    boolean asked() {
        return asked;
    }

    void setAsked(boolean now) {
        asked = now;
    }

    /** Whether it and all that holds it are relevant. */
    boolean relevant() {
        for (Cell cell = this; cell != null; cell = cell.holder) {
            if (!cell.asked) {
                return false;
            }
        }
        return true;
    }

    boolean requiredIf() {
        return requiredIf;
    }

    void setRequiredIf(boolean now) {
        requiredIf = now;
    }

    boolean readOnlyIf() {
        return readOnlyIf;
    }

    void setReadOnlyIf(boolean now) {
        readOnlyIf = now;
    }

    boolean constraintBroken() {
        return constraintBroken;
    }

    void setConstraintBroken(boolean now) {
        constraintBroken = now;
    }

    AnswerPath path() {
        return holder == null ? AnswerPath.ROOT : holder.path().child(slot.name());
    }

    /** Whether nothing is answered in it. */
    abstract boolean isBlank();

    /** Cells directly in it, in order. */
    abstract List<? extends Cell> inner();

    /** Whether it is still part of the submission. */
    boolean attached() {
        return holder == null || holder.attached();
    }

    @Override
    public String name() {
        return slot.name();
    }

    @Override
    public @Nullable Node parent() {
        return holder instanceof RepeatCell repeat ? repeat.holder() : holder;
    }

    @Override
    public int position() {
        return 1;
    }

    @Override
    public Value value() {
        return Value.BLANK;
    }
}
