package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.fieldpost.form.BundledForms;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.CsvChoiceLists;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormEnvironment;
import org.fieldpost.form.FormReading;
import org.fieldpost.form.FormSession;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;

/** Answer sheets over the real form session, for tests: bundled forms, or a schema written in the test. */
final class Sheets {
    static final Instant NOW = Instant.parse("2026-11-20T14:02:11Z");

    private Sheets() {}

    static FormEnvironment environment(Locale locale) {
        var clock = InstantSource.fixed(NOW);
        return new FormEnvironment(
                clock,
                ZoneOffset.UTC,
                locale,
                new UuidV7(clock, new Random(1)),
                new Random(2),
                Map.of());
    }

    /** A bundled form, empty or with the answers of one of its samples. */
    static AnswerSheet bundled(String code, String sample, Locale locale) {
        var forms = new BundledForms(Sheets.class.getClassLoader());
        var form = forms.form(code);
        var session =
                sample.isEmpty()
                        ? FormSession.start(form, forms.lists(code), environment(locale))
                        : FormSession.resume(
                                form,
                                (ObjectNode)
                                        Objects.requireNonNull(
                                                        forms.samples(code).get(sample), sample)
                                                .path("data"),
                                forms.lists(code),
                                environment(locale));
        return sheet(session);
    }

    /** A form with these properties, and logic by property name. */
    static AnswerSheet of(String properties, String logic) {
        return of(properties, logic, Locale.ENGLISH);
    }

    static AnswerSheet of(String properties, String logic, Locale locale) {
        FormDocument form = document(properties, logic);
        ChoiceLists lists = CsvChoiceLists.read(form, Map.of());
        return sheet(FormSession.start(form, lists, environment(locale)));
    }

    static FormDocument document(String properties, String logic) {
        ObjectNode document =
                Json.parseObject(
                        """
                        {"code": "test", "version": "1", "name": {"en": "Test"},
                         "formSpec": "1.0", "defaultLanguage": "en",
                         "schema": {"type": "object", "properties": {%s}},
                         "logic": {%s}}
                        """
                                .formatted(properties, logic));
        return switch (FormDocument.parse(document)) {
            case FormReading.Accepted accepted -> accepted.form();
            case FormReading.Rejected rejected ->
                    throw new IllegalArgumentException(rejected.findings().toString());
        };
    }

    private static AnswerSheet sheet(FormSession session) {
        return new AnswerSheet(session, new Remarks(Json.object(), _ -> {}));
    }
}
