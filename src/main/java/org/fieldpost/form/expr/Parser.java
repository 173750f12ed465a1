package org.fieldpost.form.expr;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fieldpost.form.expr.Expr.Operator;
import org.fieldpost.form.expr.Token.Kind;

/** Recursive descent over the XPath 1.0 subset ODK uses, with {@code ${name}}. */
final class Parser {
    private static final int NESTING_MAX = 64;
    private static final int DEPTH_MAX = 500;
    private static final List<Map<String, Operator>> LEVELS =
            List.of(
                    Map.of("or", Operator.OR),
                    Map.of("and", Operator.AND),
                    Map.of("=", Operator.EQUAL, "!=", Operator.NOT_EQUAL),
                    Map.of(
                            "<",
                            Operator.LESS,
                            "<=",
                            Operator.LESS_EQUAL,
                            ">",
                            Operator.GREATER,
                            ">=",
                            Operator.GREATER_EQUAL),
                    Map.of("+", Operator.PLUS, "-", Operator.MINUS),
                    Map.of("*", Operator.TIMES, "div", Operator.DIV, "mod", Operator.MOD));
    private final List<Token> tokens;
    private int next;
    private int nesting;

    Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    Expr parse() {
        var expr = expression();
        if (peek().kind() != Kind.END) {
            throw new SyntaxProblem(peek().at(), "'" + peek().text() + "' is not expected here");
        }
        return expr;
    }

    private Expr expression() {
        if (++nesting > NESTING_MAX) {
            throw new SyntaxProblem(peek().at(), "nested deeper than " + NESTING_MAX);
        }
        var expr = binary(0);
        nesting--;
        return expr;
    }

    private Expr binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        var left = binary(level + 1);
        int chained = 0;
        for (var op = operator(level); op != null; op = operator(level)) {
            if (++chained > DEPTH_MAX) {
                throw new SyntaxProblem(
                        peek().at(), "more than " + DEPTH_MAX + " operands in a row");
            }
            next++;
            left = new Expr.Binary(op, left, binary(level + 1));
        }
        return left;
    }

    private @org.jspecify.annotations.Nullable Operator operator(int level) {
        return peek().kind() == Kind.OPERATOR ? LEVELS.get(level).get(peek().text()) : null;
    }

    private Expr unary() {
        int minuses = 0;
        for (; peek().is("-"); next++) {
            minuses++;
        }
        var operand = union();
        return minuses % 2 == 1 ? new Expr.Negate(operand) : operand;
    }

    private Expr union() {
        var left = path();
        int chained = 0;
        while (accept("|")) {
            if (++chained > DEPTH_MAX) {
                throw new SyntaxProblem(
                        peek().at(), "more than " + DEPTH_MAX + " paths in a union");
            }
            left = new Expr.Binary(Operator.UNION, left, path());
        }
        return left;
    }

    private Expr path() {
        if (accept("/")) {
            return new Expr.Path(new Expr.Root(), steps(step()));
        }
        if (peek().is("//")) {
            throw new SyntaxProblem(peek().at(), "'//' is not supported; write the whole path");
        }
        if (peek().is(".") || peek().is("..") || peek().is("*") || isRelativeName()) {
            var steps = steps(step());
            boolean onlyHere =
                    steps.size() == 1
                            && steps.getFirst().name().equals(".")
                            && steps.getFirst().predicates().isEmpty();
            return onlyHere ? new Expr.Here() : new Expr.Path(new Expr.Here(), steps);
        }
        var start = primary();
        var predicates = predicates();
        if (!predicates.isEmpty()) {
            start = new Expr.Filter(start, predicates);
        }
        return accept("/") ? new Expr.Path(start, steps(step())) : start;
    }

    private boolean isRelativeName() {
        return peek().kind() == Kind.NAME && !tokens.get(next + 1).is("(");
    }

    private List<Expr.Step> steps(Expr.Step first) {
        var steps = new ArrayList<Expr.Step>();
        steps.add(first);
        while (accept("/")) {
            steps.add(step());
        }
        return steps;
    }

    private Expr.Step step() {
        var token = take();
        boolean named = token.kind() == Kind.NAME || token.kind() == Kind.REF;
        if (named || token.is(".") || token.is("..") || token.is("*")) {
            return new Expr.Step(token.text(), predicates());
        }
        throw new SyntaxProblem(token.at(), "a name, '.' or '..' is expected in a path");
    }

    private List<Expr> predicates() {
        var predicates = new ArrayList<Expr>();
        while (accept("[")) {
            predicates.add(expression());
            expect("]");
        }
        return predicates;
    }

    private Expr primary() {
        var token = take();
        return switch (token.kind()) {
            case NUMBER -> new Expr.Literal(new Value.Num(new BigDecimal(token.text())));
            case STRING -> new Expr.Literal(new Value.Text(token.text()));
            case REF -> new Expr.Ref(token.text());
            case NAME -> call(token);
            case SYMBOL, OPERATOR -> inBrackets(token);
            case END -> throw new SyntaxProblem(token.at(), "the expression ends too early");
        };
    }

    private Expr inBrackets(Token open) {
        if (!open.is("(")) {
            throw new SyntaxProblem(open.at(), "'" + open.text() + "' is not expected here");
        }
        var inner = expression();
        expect(")");
        return inner;
    }

    private Expr call(Token name) {
        expect("(");
        var arguments = new ArrayList<Expr>();
        if (!accept(")")) {
            do {
                arguments.add(expression());
            } while (accept(","));
            expect(")");
        }
        var function = Functions.find(name.text());
        if (function == null) {
            throw new SyntaxProblem(name.at(), "there is no function " + name.text() + "()");
        }
        if (arguments.size() < function.min() || arguments.size() > function.max()) {
            throw new SyntaxProblem(
                    name.at(),
                    name.text() + "() takes " + function.arity() + ", not " + arguments.size());
        }
        return new Expr.Call(name.text(), arguments);
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        var token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    private boolean accept(String symbol) {
        if (peek().is(symbol)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String symbol) {
        if (!accept(symbol)) {
            throw new SyntaxProblem(peek().at(), "'" + symbol + "' is expected here");
        }
    }
}
