package org.fieldpost.form.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fieldpost.form.expr.Token.Kind;

/** Cuts an expression into tokens, telling {@code *}, {@code div}, {@code and} apart from names as XPath does. */
final class Lexer {
    private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "div", "mod");
    private static final Set<String> TWO_CHARS = Set.of("!=", "<=", ">=", "..", "//");
    private static final String ONE_CHAR = "()[],/.|+-=<>*@";
    private static final String INFIX = "|+-=<>*!=<=>=";
    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Lexer(String source) {
        this.source = source;
    }

    List<Token> tokens() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (Character.isWhitespace(c) || c == '\u00a0') {
                at++;
            } else if (c == '\'' || c == '"' || c == '\u2018' || c == '\u2019') {
                string(c);
            } else if (c == '$') {
                ref();
            } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
                number();
            } else if (isNameStart(c)) {
                name();
            } else {
                symbol();
            }
        }
        add(Kind.END, "", at);
        return tokens;
    }

    private void string(char quote) {
        boolean curly = quote == '\u2018' || quote == '\u2019';
        int end = source.indexOf(curly ? '\u2019' : quote, at + 1);
        if (end < 0) {
            throw new SyntaxProblem(at, "this text has no closing quote");
        }
        add(Kind.STRING, source.substring(at + 1, end), at);
        at = end + 1;
    }

    private void ref() {
        int end = source.indexOf('}', at);
        if (!source.startsWith("${", at) || end < 0) {
            throw new SyntaxProblem(at, "a question is written ${name}");
        }
        var name = source.substring(at + 2, end).strip();
        if (name.isEmpty() || name.length() > 255 || name.contains("{")) {
            throw new SyntaxProblem(at, "a question is written ${name}");
        }
        add(Kind.REF, name, at);
        at = end + 1;
    }

    private void number() {
        int start = at;
        while (isDigit(at)) {
            at++;
        }
        if (at < source.length() && source.charAt(at) == '.') {
            at++;
            while (isDigit(at)) {
                at++;
            }
        }
        if (at - start > 100) {
            throw new SyntaxProblem(start, "a number of more than 100 digits");
        }
        add(Kind.NUMBER, source.substring(start, at), start);
    }

    private void name() {
        int start = at;
        while (at < source.length() && isNamePart(at)) {
            at++;
        }
        while (at > start + 1 && source.charAt(at - 1) == '.') {
            at--;
        }
        var word = source.substring(start, at);
        boolean operator = WORD_OPERATORS.contains(word) && afterOperand();
        add(operator ? Kind.OPERATOR : Kind.NAME, word, start);
    }

    private void symbol() {
        var two = at + 2 <= source.length() ? source.substring(at, at + 2) : "";
        var text = TWO_CHARS.contains(two) ? two : source.substring(at, at + 1);
        if (text.equals("@") || (text.length() == 1 && ONE_CHAR.indexOf(text.charAt(0)) < 0)) {
            throw new SyntaxProblem(at, "'" + text + "' means nothing here");
        }
        boolean wildcard = text.equals("*") && !afterOperand();
        add(
                INFIX.contains(text) && !wildcard && !text.equals("..")
                        ? Kind.OPERATOR
                        : Kind.SYMBOL,
                text,
                at);
        at += text.length();
    }

    private boolean afterOperand() {
        if (tokens.isEmpty()) {
            return false;
        }
        var last = tokens.getLast();
        return switch (last.kind()) {
            case NUMBER, STRING, NAME, REF -> true;
            case OPERATOR, END -> false;
            case SYMBOL ->
                    last.is(")") || last.is("]") || last.is(".") || last.is("..") || last.is("*");
        };
    }

    private void add(Kind kind, String text, int start) {
        tokens.add(new Token(kind, text, start));
    }

    private boolean isDigit(int index) {
        return index < source.length()
                && source.charAt(index) >= '0'
                && source.charAt(index) <= '9';
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private boolean isNamePart(int index) {
        char c = source.charAt(index);
        if (c == ':') {
            return index + 1 < source.length() && isNameStart(source.charAt(index + 1));
        }
        return isNameStart(c)
                || Character.isDigit(c)
                || c == '-'
                || c == '.'
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }
}
