package org.fieldpost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import org.fieldpost.capture.CaptureRequest;
import org.fieldpost.testing.SampleDesktop;
import org.fieldpost.testing.SampleProfile;
import org.fieldpost.testing.Sight;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms in a language that runs from right to left, which JavaFX may throw over (decision 0008). */
class ArabicTest {
    private static final String LONG =
            "الإجابات والصور على هذا الحاسوب مشفّرة، وعددها 40 صورة. اكتب في Fieldpost عبارة المرور. "
                    .repeat(6);
    private SampleDesktop desktop;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        desktop = new SampleDesktop(new SampleProfile(folder).withForms(), Locale.of("ar"));
    }

    @AfterEach
    void close() {
        desktop.close();
    }

    private UUID filled(String form) {
        var sample = desktop.sample.forms.samples(form).values().iterator().next();
        return desktop.sample.draft(form, ((ObjectNode) sample.path("data")).deepCopy(), "");
    }

    private void turnTo(int section) {
        desktop.act(() -> ((Button) desktop.all(".section-button").get(section)).fire());
    }

    @Test
    void every_page_of_every_form_is_laid_out() {
        var unsafe = new ArrayList<String>();
        int pages = 0;
        for (String form : desktop.sample.forms.codes()) {
            desktop.go("capture", new CaptureRequest.Resume(filled(form)));
            int sections = desktop.all(".section-button").size();
            for (int section = 0; section < sections; section++) {
                turnTo(section);
                desktop.ask(() -> unsafe.addAll(Sight.unsafeToWrap(desktop.root())));
                var heights =
                        desktop.all(".question").stream()
                                .filter(row -> row.getBoundsInParent().getHeight() < 20)
                                .toList();
                assertEquals(List.of(), heights, form + " section " + section);
                pages++;
            }
        }
        assertEquals(List.of(), unsafe);
        assertTrue(pages > 12, pages + " pages");
    }

    @Test
    void a_paragraph_of_arabic_neither_throws_nor_wraps() {
        desktop.go("capture", new CaptureRequest.Resume(filled("damage_assessment")));
        int section = 0;
        while (desktop.all(".text-area").isEmpty()) {
            turnTo(section++);
        }
        var area = (TextArea) desktop.find(".text-area");
        desktop.act(() -> area.setText("words that wrap ".repeat(30)));
        assertTrue(area.isWrapText());
        desktop.act(() -> area.setText(LONG));
        assertFalse(area.isWrapText());
        desktop.act(() -> area.setText(LONG + "\nwords"));
        assertEquals(LONG + "\nwords", area.getText(), "what was typed holds no marks");
    }
}
