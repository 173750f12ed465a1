package org.fieldpost.form.expr;

import static org.fieldpost.form.expr.Function.ANY;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Numbers: exact where decimals can be, in double precision where they cannot (sin, log, ...). */
final class NumberFunctions {
    static final List<Function> ALL =
            List.of(
                    new Function("number", 1, 1, a -> Convert.of(a.number(0))),
                    new Function(
                            "int",
                            1,
                            1,
                            a -> Convert.of(Arithmetic.whole(a.number(0), RoundingMode.DOWN))),
                    new Function(
                            "floor",
                            1,
                            1,
                            a -> Convert.of(Arithmetic.whole(a.number(0), RoundingMode.FLOOR))),
                    new Function(
                            "ceiling",
                            1,
                            1,
                            a -> Convert.of(Arithmetic.whole(a.number(0), RoundingMode.CEILING))),
                    new Function(
                            "round",
                            1,
                            2,
                            a -> Convert.of(Arithmetic.rounded(a.number(0), a.whole(1, 0)))),
                    new Function("abs", 1, 1, NumberFunctions::abs),
                    new Function("pow", 2, 2, a -> Arithmetic.power(a.number(0), a.number(1))),
                    new Function("sum", 1, ANY, a -> Convert.of(sum(a.numbers(0)))),
                    new Function(
                            "min",
                            1,
                            ANY,
                            a ->
                                    Convert.of(
                                            a.numbers(0).stream()
                                                    .min(Comparator.naturalOrder())
                                                    .orElse(null))),
                    new Function(
                            "max",
                            1,
                            ANY,
                            a ->
                                    Convert.of(
                                            a.numbers(0).stream()
                                                    .max(Comparator.naturalOrder())
                                                    .orElse(null))),
                    new Function("pi", 0, 0, a -> Convert.of(Math.PI)),
                    new Function("random", 0, 0, a -> Convert.of(a.surroundings().random())),
                    real("sqrt", Math::sqrt),
                    real("exp", Math::exp),
                    real("exp10", x -> Math.pow(10, x)),
                    real("log", Math::log),
                    real("log10", Math::log10),
                    real("sin", Math::sin),
                    real("cos", Math::cos),
                    real("tan", Math::tan),
                    real("asin", Math::asin),
                    real("acos", Math::acos),
                    real("atan", Math::atan),
                    real("atan2", Math::atan2));

    private NumberFunctions() {}

    static BigDecimal sum(List<BigDecimal> numbers) {
        var sum = BigDecimal.ZERO;
        for (var number : numbers) {
            sum = sum.add(number, Convert.PRECISION);
        }
        return sum;
    }

    private static Value abs(Arguments a) {
        var number = a.number(0);
        return number == null ? Value.BLANK : Convert.of(number.abs());
    }

    private static Function real(String name, DoubleUnaryOperator body) {
        return new Function(
                name,
                1,
                1,
                a -> {
                    var x = a.number(0);
                    return x == null
                            ? Value.BLANK
                            : Convert.of(body.applyAsDouble(x.doubleValue()));
                });
    }

    private static Function real(String name, DoubleBinaryOperator body) {
        return new Function(
                name,
                2,
                2,
                a -> {
                    var x = a.number(0);
                    var y = a.number(1);
                    return x == null || y == null
                            ? Value.BLANK
                            : Convert.of(body.applyAsDouble(x.doubleValue(), y.doubleValue()));
                });
    }
}
