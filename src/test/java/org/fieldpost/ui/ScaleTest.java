package org.fieldpost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fieldpost.capture.CaptureRequest;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormReading;
import org.fieldpost.kernel.Json;
import org.fieldpost.testing.SampleDesktop;
import org.fieldpost.testing.SampleProfile;
import org.fieldpost.testing.Sight;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The window with much in it: a form of 1,000 questions with long names, and {@code -Dscale.rows} (2,000) submissions.
 * It says how long each step took; nothing here depends on that.
 */
class ScaleTest {
    private static final System.Logger LOG = System.getLogger(ScaleTest.class.getName());
    private static final int SECTIONS = 10;
    private static final int QUESTIONS = 1_000;
    private static final int DRAWN_MAX = 60;
    private static final int PAGE_LINES = 100;
    private static final String NAME =
            "Long form of a survey that asks about everything at once, xyz";
    private static final String LABEL = "What is asked here takes many words to say. ".repeat(7);
    private SampleDesktop desktop;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        var sample = new SampleProfile(folder);
        sample.publish(form());
        desktop = new SampleDesktop(sample, Locale.ENGLISH);
    }

    @AfterEach
    void close() {
        desktop.close();
    }

    private static FormDocument form() {
        ObjectNode document = Json.object().put("code", "long_form").put("version", "1");
        document.put("formSpec", "1.0").put("defaultLanguage", "en");
        document.putObject("name").put("en", NAME);
        var schema = document.putObject("schema").put("type", "object");
        var properties = schema.putObject("properties");
        var categories =
                document.putObject("ui").put("type", "Categorization").putArray("elements");
        for (int section = 0; section < SECTIONS; section++) {
            var category = categories.addObject().put("type", "Category");
            category.put("label", "Section " + section);
            var controls = category.putArray("elements");
            for (int i = 0; i < QUESTIONS / SECTIONS; i++) {
                String name = "q" + (section * (QUESTIONS / SECTIONS) + i);
                properties
                        .putObject(name)
                        .put("type", i % 3 == 0 ? "boolean" : i % 3 == 1 ? "integer" : "string")
                        .put("title", i == 0 ? LABEL : "Question " + name);
                controls.addObject().put("type", "Control").put("scope", "#/properties/" + name);
            }
        }
        return ((FormReading.Accepted) FormDocument.parse(document)).form();
    }

    private static void timed(String what, Runnable step) {
        long start = System.nanoTime();
        step.run();
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: {1} ms",
                what,
                (System.nanoTime() - start) / 1_000_000);
    }

    private String asked() {
        @Nullable Node owner = desktop.ask(() -> desktop.scene().getFocusOwner());
        for (@Nullable Node at = owner; at != null; at = at.getParent()) {
            if (at.getStyleClass().contains("question")) {
                return ((Label) at.lookup(".question-label")).getText();
            }
        }
        return "";
    }

    @Test
    void a_form_of_a_thousand_questions_opens_page_by_page_and_fits() {
        timed("opened", () -> desktop.go("capture", new CaptureRequest.Start("long_form", null)));
        assertEquals(DRAWN_MAX, desktop.all(".question").size());
        assertEquals(SECTIONS, desktop.all(".section-button").size());
        assertEquals(List.of(), desktop.ask(() -> Sight.cutOff(desktop.root())));
        assertEquals(List.of(), desktop.ask(() -> Sight.needlessBars(desktop.root())));
        timed("next page", () -> desktop.control(KeyCode.PAGE_DOWN));
        assertEquals(QUESTIONS / SECTIONS - DRAWN_MAX, desktop.all(".question").size());
        timed(
                "question 998",
                () -> {
                    desktop.control(KeyCode.G);
                    desktop.act(
                            () ->
                                    ((TextField) desktop.scene().getFocusOwner())
                                            .setText("question q998"));
                    desktop.press(KeyCode.ENTER);
                });
        assertEquals("Question q998", asked());
        timed("typed", () -> desktop.press(KeyCode.DIGIT4, "4", false, false));
        timed(
                "first section",
                () -> desktop.act(() -> ((Button) desktop.find(".section-button")).fire()));
        assertEquals(LABEL.strip(), asked().strip());
        desktop.press(KeyCode.ESCAPE);
        assertEquals(List.of(), desktop.ask(() -> Sight.cutOff(desktop.root())));
    }

    @Test
    void many_submissions_are_read_page_by_page_as_one_scrolls() {
        int rows = Integer.getInteger("scale.rows", 2_000);
        timed(rows + " rows made", () -> make(rows));
        timed("shown", () -> desktop.go("submissions", null));
        var table = (TableView<?>) desktop.find(".table-view");
        assertEquals(PAGE_LINES, table.getItems().size());
        for (int page = 2; page <= 5; page++) {
            timed(
                    "page " + page,
                    () -> desktop.act(() -> table.scrollTo(table.getItems().size() - 1)));
        }
        assertTrue(table.getItems().size() >= 4 * PAGE_LINES, table.getItems().size() + " lines");
        assertTrue(table.getItems().size() < rows, "not everything at once");
    }

    private void make(int rows) {
        desktop.sample
                .profile
                .database()
                .run(
                        tx ->
                                tx.handle()
                                        .createUpdate(
                                                """
                                                INSERT INTO submissions (id, form_id, form_code, form_version, data,
                                                    status, created_at, summary, words_stale, local_revision, dirty,
                                                    changed_at, row_sha256)
                                                SELECT random_uuid(), random_uuid(), 'long_form', '1', '{}', 'pending',
                                                    dateadd(second, "X",
                                                        timestamp with time zone '2026-01-01 00:00:00Z'),
                                                    'Household ' || "X", FALSE, 0, FALSE,
                                                    timestamp with time zone '2026-01-01 00:00:00Z', repeat('0', 64)
                                                FROM system_range(1, :rows)
                                                """)
                                        .bind("rows", rows)
                                        .execute());
    }
}
