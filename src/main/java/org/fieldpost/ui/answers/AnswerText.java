package org.fieldpost.ui.answers;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldpost.form.Choice;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.ChoiceQuestion;
import org.fieldpost.form.Choices;
import org.fieldpost.form.DateQuestion;
import org.fieldpost.form.DateTimeQuestion;
import org.fieldpost.form.GeopointQuestion;
import org.fieldpost.form.GroupQuestion;
import org.fieldpost.form.JsonQuestion;
import org.fieldpost.form.MultiChoiceQuestion;
import org.fieldpost.form.NoteQuestion;
import org.fieldpost.form.NumberQuestion;
import org.fieldpost.form.PhotoQuestion;
import org.fieldpost.form.Question;
import org.fieldpost.form.ReferenceQuestion;
import org.fieldpost.form.RepeatQuestion;
import org.fieldpost.form.TextQuestion;
import org.fieldpost.form.TimeQuestion;
import org.fieldpost.form.YesNoQuestion;
import org.fieldpost.kernel.Json;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;

/** Answers as a person reads them: choices by their labels, numbers and days as the place writes them. */
public final class AnswerText {
    private final Locale locale;
    private final ZoneId zone;
    private final ChoiceLists lists;
    private final Words words;

    /** Answers in {@code locale}; moments are shown in {@code zone}. */
    public AnswerText(Locale locale, ZoneId zone, ChoiceLists lists) {
        this.locale = locale;
        this.zone = zone;
        this.lists = lists;
        this.words = Words.of(AnswerText.class, locale);
    }

    /** The answer in words; "" when blank. What does not fit the question is shown as it is. */
    public String of(Question question, @Nullable JsonNode answer) {
        if (answer == null || answer.isNull()) {
            return "";
        }
        return switch (question) {
            case TextQuestion _, NoteQuestion _ -> answer.asText();
            case NumberQuestion number -> number(number, answer);
            case YesNoQuestion _ ->
                    answer.isBoolean() ? yesNo(answer.booleanValue()) : answer.asText();
            case ChoiceQuestion choice -> label(choice.choices(), answer);
            case MultiChoiceQuestion choice -> labels(choice.choices(), answer);
            case DateQuestion _ -> date(answer.asText());
            case TimeQuestion _ -> time(answer.asText());
            case DateTimeQuestion _ -> moment(answer.asText());
            case GeopointQuestion _ -> place(answer);
            case PhotoQuestion _ -> words.say("photos", answer.isArray() ? answer.size() : 1);
            case RepeatQuestion _ -> words.say("rows", answer.size());
            case GroupQuestion group -> group(group, answer);
            case ReferenceQuestion _ -> answer.asText();
            case JsonQuestion _ -> answer.isTextual() ? answer.asText() : Json.write(answer);
        };
    }

    /** The label of a choice; its code when the list does not know it. */
    public String label(Choices choices, JsonNode value) {
        return switch (choices) {
            case Choices.Inline inline ->
                    inline.all().stream()
                            .filter(choice -> choice.value().equals(value))
                            .findFirst()
                            .map(this::label)
                            .orElse(value.asText());
            case Choices.Listed listed ->
                    lists.label(listed.list(), value.asText(), locale).orElse(value.asText());
        };
    }

    private String label(Choice choice) {
        String label = choice.label().in(locale);
        return label.isEmpty() ? choice.code() : label;
    }

    private String labels(Choices choices, JsonNode values) {
        var labels = new ArrayList<String>();
        values.forEach(value -> labels.add(label(choices, value)));
        return values.isArray() ? String.join(words.say("comma") + " ", labels) : values.asText();
    }

    private String number(NumberQuestion question, JsonNode answer) {
        if (!answer.isNumber()) {
            return answer.asText();
        }
        String number = new NumberText(locale).grouped(answer.decimalValue());
        return question.unit().isEmpty()
                ? number
                : number + "\u00a0" + UnitText.of(question.unit(), words);
    }

    private String yesNo(boolean answer) {
        return words.say(answer ? "yes" : "no");
    }

    private String date(String iso) {
        try {
            return new DateText(locale).read(LocalDate.parse(iso));
        } catch (DateTimeException e) {
            return iso;
        }
    }

    private String time(String iso) {
        try {
            return new TimeText(locale).show(LocalTime.parse(iso));
        } catch (DateTimeException e) {
            return iso;
        }
    }

    private String moment(String iso) {
        try {
            var there = OffsetDateTime.parse(iso).atZoneSameInstant(zone);
            return new DateText(locale).read(there.toLocalDate())
                    + " "
                    + new TimeText(locale).show(there.toLocalTime());
        } catch (DateTimeException e) {
            return iso;
        }
    }

    private String place(JsonNode answer) {
        if (!answer.path("latitude").isNumber() || !answer.path("longitude").isNumber()) {
            return answer.isTextual() ? answer.asText() : Json.write(answer);
        }
        var numbers = new NumberText(Locale.ROOT);
        String place =
                numbers.plain(answer.get("latitude").decimalValue())
                        + ", "
                        + numbers.plain(answer.get("longitude").decimalValue());
        var accuracy = answer.path("accuracy");
        return accuracy.isNumber() ? place + " ± " + accuracy.asText() + " m" : place;
    }

    private String group(GroupQuestion group, JsonNode answer) {
        List<String> parts =
                group.inner().stream()
                        .map(inner -> of(inner, answer.get(inner.name())))
                        .filter(part -> !part.isEmpty())
                        .toList();
        return String.join(" · ", parts);
    }
}
