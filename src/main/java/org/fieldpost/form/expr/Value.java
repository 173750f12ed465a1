package org.fieldpost.form.expr;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;

/** What an expression can come to. There is no NaN and no infinity: what has no value is {@link Blank}. */
public sealed interface Value {
    Blank BLANK = new Blank();
    Bool TRUE = new Bool(true, false);
    Bool FALSE = new Bool(false, false);

    /** No answer, or no result. */
    record Blank() implements Value {}

    /** A text. */
    record Text(String text) implements Value {}

    /** An exact decimal. */
    record Num(BigDecimal number) implements Value {}

    /**
     * True or false.
     *
     * @param unsure false only because something compared was blank; constraints and rules forgive that
     */
    record Bool(boolean value, boolean unsure) implements Value {}

    /** A day. */
    record Day(LocalDate date) implements Value {}

    /** A moment. */
    record Moment(OffsetDateTime at) implements Value {}

    /** A time of day. */
    record Clock(LocalTime time) implements Value {}

    /** The codes chosen in a multiple choice, at least one. */
    record Many(List<String> codes) implements Value {
        public Many {
            codes = List.copyOf(codes);
        }
    }

    /** Nodes, in document order; used as one value it is the first one's. */
    record Nodes(List<Node> nodes) implements Value {
        public Nodes {
            nodes = List.copyOf(nodes);
        }
    }

    static Value of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Value of(long number) {
        return new Num(BigDecimal.valueOf(number));
    }

    /** A text, or blank if it is empty. */
    static Value of(String text) {
        return text.isEmpty() ? BLANK : new Text(text);
    }
}
