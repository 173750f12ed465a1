package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.fieldpost.form.expr.Convert;
import org.fieldpost.form.expr.Value;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Answers as expressions see them, and results of expressions as answers. */
final class Answers {
    private static final Pattern WORDS = Pattern.compile("\\s+");

    private Answers() {}

    /** Null for what means no answer: null, "", an empty array, an empty object. */
    static @Nullable JsonNode stored(@Nullable JsonNode answer) {
        if (answer == null || answer.isNull() || answer.isMissingNode()) {
            return null;
        }
        boolean empty =
                answer.isTextual()
                        ? answer.asText().isEmpty()
                        : answer.isContainerNode() && answer.isEmpty();
        return empty ? null : answer.deepCopy();
    }

    /** A stored answer as a value; what does not fit the question is read as what it is. */
    static Value value(Question question, JsonNode answer) {
        if (answer.isNumber()) {
            return number(answer);
        }
        if (answer.isBoolean()) {
            return Value.of(answer.booleanValue());
        }
        if (answer.isArray()) {
            var codes = new ArrayList<String>();
            answer.forEach(code -> codes.add(code.asText()));
            return new Value.Many(codes);
        }
        if (answer.isObject()) {
            return question instanceof GeopointQuestion
                    ? place(answer)
                    : Value.of(Json.write(answer));
        }
        return switch (question) {
            case DateQuestion d -> day(answer.asText());
            case TimeQuestion t -> clock(answer.asText());
            case DateTimeQuestion m -> moment(answer.asText());
            case Question q -> Value.of(answer.asText());
        };
    }

    static Value number(JsonNode number) {
        return number.isFloatingPointNumber()
                        && !Double.isFinite(number.doubleValue())
                        && !number.isBigDecimal()
                ? Value.BLANK
                : Convert.of(number.decimalValue());
    }

    private static Value place(JsonNode answer) {
        var text = new StringBuilder();
        for (var part : new String[] {"latitude", "longitude", "altitude", "accuracy"}) {
            var number = answer.path(part);
            text.append(text.isEmpty() ? "" : " ")
                    .append(number.isNumber() ? Convert.text(number(number)) : "0");
        }
        return answer.has("latitude") && answer.has("longitude")
                ? new Value.Text(text.toString())
                : Value.BLANK;
    }

    private static Value day(String text) {
        try {
            return new Value.Day(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Value.of(text);
        }
    }

    private static Value clock(String text) {
        try {
            return new Value.Clock(LocalTime.parse(text));
        } catch (DateTimeException e) {
            return Value.of(text);
        }
    }

    private static Value moment(String text) {
        try {
            return new Value.Moment(OffsetDateTime.parse(text));
        } catch (DateTimeException e) {
            return Value.of(text);
        }
    }

    /** A result as an answer to {@code question}; null = blank, or nothing that question can hold. */
    static @Nullable JsonNode answer(Question question, Value result, ZoneId zone) {
        var value = Convert.single(result);
        if (Convert.isBlank(value)) {
            return null;
        }
        return switch (question) {
            case NumberQuestion n -> number(value);
            case YesNoQuestion y -> BooleanNode.valueOf(truth(value));
            case MultiChoiceQuestion m -> codes(value);
            case PhotoQuestion p ->
                    p.several() ? codes(value) : TextNode.valueOf(Convert.text(value));
            case DateQuestion d -> text(Convert.date(value, zone));
            case DateTimeQuestion m -> dateTime(value, zone);
            case TimeQuestion t -> time(value, zone);
            case GeopointQuestion g -> geopoint(Convert.text(value));
            case ChoiceQuestion c -> choice(c, Convert.text(value));
            case TextQuestion t -> TextNode.valueOf(Convert.text(value));
            case ReferenceQuestion r -> TextNode.valueOf(Convert.text(value));
            case JsonQuestion j -> TextNode.valueOf(Convert.text(value));
            case GroupQuestion g -> null;
            case RepeatQuestion r -> null;
            case NoteQuestion n -> null;
        };
    }

    private static boolean truth(Value value) {
        return value instanceof Value.Text(var text)
                ? !text.equalsIgnoreCase("false")
                        && !text.equalsIgnoreCase("no")
                        && !text.equals("0")
                : Convert.truth(value);
    }

    private static @Nullable JsonNode number(Value value) {
        var number = Convert.number(value);
        return number == null ? null : numberNode(number);
    }

    /** A whole number without a fraction, so that {@code integer} accepts it and equal numbers hash alike. */
    static JsonNode numberNode(BigDecimal number) {
        var plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return plain.scale() <= 0 ? Json.parse(plain.toPlainString()) : DecimalNode.valueOf(plain);
    }

    private static JsonNode codes(Value value) {
        var array = Json.array();
        if (value instanceof Value.Many(var codes)) {
            codes.forEach(array::add);
        } else {
            WORDS.splitAsStream(Convert.text(value).strip()).forEach(array::add);
        }
        return array;
    }

    /** The code as the schema writes it: a number if the choice is one. */
    private static JsonNode choice(ChoiceQuestion question, String code) {
        if (question.choices() instanceof Choices.Inline(var all)) {
            for (var choice : all) {
                if (choice.code().equals(code)) {
                    return choice.value();
                }
            }
        }
        return TextNode.valueOf(code);
    }

    private static @Nullable JsonNode text(@Nullable Object value) {
        return value == null ? null : TextNode.valueOf(value.toString());
    }

    private static JsonNode dateTime(Value value, ZoneId zone) {
        if (value instanceof Value.Moment(var at)) {
            return TextNode.valueOf(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at));
        }
        var date = value instanceof Value.Day(var day) ? day : null;
        return TextNode.valueOf(
                date == null
                        ? Convert.text(value)
                        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(date.atStartOfDay(zone)));
    }

    private static JsonNode time(Value value, ZoneId zone) {
        return value instanceof Value.Moment(var at)
                ? TextNode.valueOf(
                        DateTimeFormatter.ofPattern("HH:mm:ss").format(at.atZoneSameInstant(zone)))
                : TextNode.valueOf(Convert.text(value));
    }

    private static JsonNode geopoint(String text) {
        var parts = WORDS.splitAsStream(text.strip()).toList();
        var names = new String[] {"latitude", "longitude", "altitude", "accuracy"};
        var point = Json.object();
        for (int i = 0; i < Math.min(parts.size(), names.length); i++) {
            var number = Convert.number(new Value.Text(parts.get(i)));
            if (number != null) {
                point.set(names[i], numberNode(number));
            }
        }
        return point;
    }
}
