package org.fieldpost.form.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * A parsed expression and the text it came from.
 *
 * @param source the text
 * @param tree its meaning
 */
public record Expression(String source, Expr tree) {
    /** Longer expressions are refused: real ones stay under 2,000 characters. */
    public static final int LENGTH_MAX = 10_000;

    /** What came of reading an expression. */
    public sealed interface Reading {}

    /** It can be evaluated. */
    public record Good(Expression expression) implements Reading {}

    /**
     * It cannot.
     *
     * @param at index of the character where the trouble starts
     * @param why in a few English words, for the form's author
     */
    public record Bad(int at, String why) implements Reading {}

    /** Reads {@code source}; never throws for what is in it. */
    public static Reading parse(String source) {
        if (source.length() > LENGTH_MAX) {
            return new Bad(LENGTH_MAX, "longer than " + LENGTH_MAX + " characters");
        }
        try {
            return new Good(new Expression(source, new Parser(new Lexer(source).tokens()).parse()));
        } catch (SyntaxProblem problem) {
            return new Bad(problem.at(), problem.why());
        }
    }

    /**
     * Its value where {@code context} is {@code .} of the outermost level and {@code current} the question that
     * asks (the same, but for choice filters, whose context is a row of the list).
     *
     * @throws EvaluationLimit if it takes too many steps or makes too long a text
     */
    public Value evaluate(Node current, Node context, Surroundings surroundings) {
        return new Evaluation(surroundings, current).value(tree, context);
    }

    /** As above, for an expression about the question itself. */
    public Value evaluate(Node current, Surroundings surroundings) {
        return evaluate(current, current, surroundings);
    }

    /** The operands of the outermost {@code and}s. */
    public List<Expression> conjuncts() {
        var found = new ArrayList<Expression>();
        collect(tree, found);
        return found;
    }

    private void collect(Expr expr, List<Expression> into) {
        if (expr instanceof Expr.Binary(var operator, var left, var right)
                && operator == Expr.Operator.AND) {
            collect(left, into);
            collect(right, into);
        } else {
            into.add(new Expression(source, expr));
        }
    }
}
