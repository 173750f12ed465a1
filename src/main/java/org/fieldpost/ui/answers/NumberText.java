package org.fieldpost.ui.answers;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;

/**
 * Numbers as a person of some place writes them, exact to the last digit. A person may group digits or not and use
 * either mark for decimals; what was understood is shown when the field is left.
 */
public final class NumberText {
    private static final int CHARS_MAX = 40;
    private final Locale locale;
    private final DecimalFormatSymbols symbols;

    public NumberText(Locale locale) {
        this.locale = locale;
        this.symbols = DecimalFormatSymbols.getInstance(locale);
    }

    /** The number a person typed; empty when it is none. */
    public Optional<BigDecimal> parse(String typed) {
        if (typed.length() > CHARS_MAX) {
            return Optional.empty();
        }
        String plain = withoutSpaces(typed);
        int mark = decimalMark(plain);
        var number = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                number.append(digit);
            } else if (i == mark) {
                number.append('.');
            } else if (i == 0 && isMinus(c)) {
                number.append('-');
            } else if (!(i == 0 && c == '+') && !isGroupMark(plain, i, mark)) {
                return Optional.empty();
            }
        }
        boolean hasDigit = number.chars().anyMatch(Character::isDigit);
        return hasDigit ? Optional.of(new BigDecimal(number.toString())) : Optional.empty();
    }

    /** {@code number} for a field: this place's digits and decimal mark, no grouping, every decimal kept. */
    public String plain(BigDecimal number) {
        var text = new StringBuilder();
        String digits = number.toPlainString();
        for (int at = 0; at < digits.length(); at++) {
            char c = digits.charAt(at);
            if (c == '.') {
                text.append(symbols.getDecimalSeparator());
            } else if (c >= '0' && c <= '9') {
                text.append((char) (symbols.getZeroDigit() + (c - '0')));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** {@code number} for reading: as {@link #plain} with digits grouped. */
    public String grouped(BigDecimal number) {
        var format = java.text.NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(Math.max(0, number.scale()));
        format.setMaximumFractionDigits(Math.max(0, number.scale()));
        return format.format(number);
    }

    private static String withoutSpaces(String typed) {
        var kept = new StringBuilder();
        typed.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** Index of the decimal mark; -1 when there is none. */
    private int decimalMark(String plain) {
        int last = -1;
        int marks = 0;
        for (int i = 0; i < plain.length(); i++) {
            if (isMark(plain.charAt(i))) {
                last = i;
                marks++;
            }
        }
        if (last < 0) {
            return -1;
        }
        char mark = plain.charAt(last);
        if (mark == symbols.getDecimalSeparator()) {
            return plain.indexOf(mark) == last ? last : -1;
        }
        boolean shapedLikeGroup =
                mark == symbols.getGroupingSeparator() && plain.length() - last - 1 == 3;
        boolean repeated = marks > 1 && plain.indexOf(mark) != last;
        return shapedLikeGroup || repeated ? -1 : last;
    }

    private static boolean isGroupMark(String plain, int at, int decimalMark) {
        char c = plain.charAt(at);
        boolean groups = isMark(c) || c == '\'' || c == '’' || c == '٬';
        boolean beforeDecimals = decimalMark < 0 || at < decimalMark;
        int next = at + 4;
        boolean threeFollow =
                plain.length() >= next
                        && Character.isDigit(plain.charAt(at + 1))
                        && Character.isDigit(plain.charAt(at + 2))
                        && Character.isDigit(plain.charAt(at + 3))
                        && (plain.length() == next || !Character.isDigit(plain.charAt(next)));
        return groups && beforeDecimals && threeFollow && at > 0;
    }

    private static boolean isMark(char c) {
        return c == '.' || c == ',' || c == '٫';
    }

    private static boolean isMinus(char c) {
        return c == '-' || c == '−' || c == '–';
    }
}
