package org.fieldpost.form.expr;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.fieldpost.form.expr.Expr.Operator;
import org.jspecify.annotations.Nullable;

/** Exact decimals; blank with anything is blank, and so is a division by zero. */
final class Arithmetic {
    private Arithmetic() {}

    static Value apply(Operator operator, @Nullable BigDecimal a, @Nullable BigDecimal b) {
        if (a == null || b == null) {
            return Value.BLANK;
        }
        return switch (operator) {
            case PLUS -> Convert.of(a.add(b, Convert.PRECISION));
            case MINUS -> Convert.of(a.subtract(b, Convert.PRECISION));
            case TIMES -> Convert.of(a.multiply(b, Convert.PRECISION));
            case DIV -> b.signum() == 0 ? Value.BLANK : Convert.of(a.divide(b, Convert.PRECISION));
            case MOD -> b.signum() == 0 ? Value.BLANK : Convert.of(a.remainder(b));
            case OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, UNION ->
                    throw new AssertionError(operator);
        };
    }

    /** {@code a} to the power {@code b}: exact for whole exponents up to 999, else in double precision. */
    static Value power(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        if (a == null || b == null) {
            return Value.BLANK;
        }
        boolean whole =
                b.stripTrailingZeros().scale() <= 0
                        && b.abs().compareTo(BigDecimal.valueOf(999)) <= 0;
        if (whole && (b.signum() >= 0 || a.signum() != 0)) {
            return Convert.of(a.pow(b.intValueExact(), Convert.PRECISION));
        }
        return Convert.of(Math.pow(a.doubleValue(), b.doubleValue()));
    }

    static @Nullable BigDecimal rounded(@Nullable BigDecimal a, int places) {
        return a == null ? null : a.setScale(Math.clamp(places, -30, 30), RoundingMode.HALF_UP);
    }

    static @Nullable BigDecimal whole(@Nullable BigDecimal a, RoundingMode mode) {
        return a == null ? null : a.setScale(0, mode);
    }
}
