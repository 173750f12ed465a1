package org.fieldpost.form.expr;

import java.util.List;

/** The tree of a parsed expression. */
public sealed interface Expr {
    /** A number or text written out. */
    record Literal(Value value) implements Expr {}

    /** {@code ${name}}. */
    record Ref(String name) implements Expr {}

    /** {@code .}, and where a relative path starts. */
    record Here() implements Expr {}

    /** Where an absolute path starts. */
    record Root() implements Expr {}

    /** Steps from {@code start}. */
    record Path(Expr start, List<Step> steps) implements Expr {
        public Path {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One step of a path.
     *
     * @param name of children, or "..", ".", "*"
     */
    record Step(String name, List<Expr> predicates) {
        public Step {
            predicates = List.copyOf(predicates);
        }
    }

    /** {@code base[predicate]...}: the predicates see all nodes of base at once. */
    record Filter(Expr base, List<Expr> predicates) implements Expr {
        public Filter {
            predicates = List.copyOf(predicates);
        }
    }

    /** {@code -operand}. */
    record Negate(Expr operand) implements Expr {}

    /** Two operands. */
    record Binary(Operator operator, Expr left, Expr right) implements Expr {}

    /** A function of {@link Functions} with a fitting number of arguments. */
    record Call(String function, List<Expr> arguments) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** Operators between two operands. */
    enum Operator {
        OR,
        AND,
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_EQUAL,
        GREATER,
        GREATER_EQUAL,
        PLUS,
        MINUS,
        TIMES,
        DIV,
        MOD,
        UNION
    }
}
