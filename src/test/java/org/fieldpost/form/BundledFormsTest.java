package org.fieldpost.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.Stream;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The forms that come with the program, as they are. */
class BundledFormsTest {
    private static final ClassLoader RESOURCES = BundledFormsTest.class.getClassLoader();
    private final BundledForms forms = new BundledForms(RESOURCES);

    @Test
    void the_index_names_the_version_each_form_has() {
        forms.versions()
                .forEach(
                        (code, version) ->
                                assertThat(forms.form(code).version()).isEqualTo(version));
    }

    @TestFactory
    Stream<DynamicTest> each_bundled_form_lints_clean() {
        return forms.codes().stream()
                .map(
                        code ->
                                DynamicTest.dynamicTest(
                                        code,
                                        () -> {
                                            var findings =
                                                    FormLint.check(
                                                            forms.form(code).source(),
                                                            forms.lists(code));
                                            var said =
                                                    findings.stream()
                                                            .map(
                                                                    f ->
                                                                            f.where()
                                                                                    + ": "
                                                                                    + f.what(
                                                                                            Locale
                                                                                                    .ENGLISH))
                                                            .toList();
                                            assertThat(said).isEmpty();
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> each_sample_of_a_bundled_form_is_a_finished_submission() {
        return forms.codes().stream()
                .flatMap(
                        code ->
                                forms.samples(code).entrySet().stream()
                                        .map(
                                                sample ->
                                                        DynamicTest.dynamicTest(
                                                                code + " " + sample.getKey(),
                                                                () ->
                                                                        isFinished(
                                                                                code,
                                                                                sample
                                                                                        .getValue()))));
    }

    private void isFinished(String code, ObjectNode file) {
        var data = file.path("data").isObject() ? (ObjectNode) file.path("data") : file;
        var session =
                FormSession.resume(
                        forms.form(code), data, forms.lists(code), FormFixtures.environment());
        var said =
                session.validate().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .map(
                                p ->
                                        p.path()
                                                + " "
                                                + p.code()
                                                + ": "
                                                + ProblemMessages.text(p, Locale.ENGLISH))
                        .toList();
        assertThat(said).isEmpty();
        assertThat(session.finalised().hiddenAnswersLeftOut()).isZero();
        assertThat(CellData.withoutKeys(session.finalised().data()))
                .as("what is calculated is what the sample says")
                .isEqualTo(CellData.withoutKeys(Json.parse(Json.write(data))));
        assertThat(session.summary(Locale.ENGLISH)).isNotEmpty();
        assertThat(session.progress()).allMatch(p -> p.errors() == 0 && p.missing() == 0);
    }

    @Test
    void a_form_nobody_bundled_is_an_error() {
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> forms.form("no_such_form"));
    }
}
