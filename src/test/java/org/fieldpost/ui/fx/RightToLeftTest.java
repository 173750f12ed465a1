package org.fieldpost.ui.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.NodeOrientation;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import org.fieldpost.testing.Fx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Fx.class)
class RightToLeftTest {
    private static final String ARABIC =
            "الإجابات والصور على هذا الحاسوب مشفّرة. اكتب في Fieldpost عبارة المرور.";

    private static final String NUMBERS = "بقيت 12 استمارة و 30 صورة على هذا الحاسوب";

    @Test
    void arabic_wraps_at_every_width_that_holds_its_longest_word() {
        for (double width = 90; width < 600; width += 3) {
            var text = new Text(RightToLeft.wrappable(ARABIC));
            text.setWrappingWidth(width);
            var root = new Group(text);
            root.setNodeOrientation(NodeOrientation.RIGHT_TO_LEFT);
            new Scene(root);
            assertTrue(text.getLayoutBounds().getWidth() <= width + 1, "at " + width);
        }
    }

    @Test
    void numbers_signs_and_latin_words_wrap_too() {
        for (var text :
                List.of(
                        NUMBERS,
                        "المحاولة التالية بعد 40 ثانية · فُحص عند 14:02 في Water point 2026.1 هنا")) {
            for (double width = 90; width < 600; width += 3) {
                assertTrue(width(RightToLeft.wrappable(text), width) <= width + 1, "at " + width);
            }
        }
    }

    @Test
    void the_space_behind_a_number_stays_behind_it() {
        String text = RightToLeft.wrappable("بقيت 12 استمارة");
        assertEquals(between(text, "بقيت", "12"), between(text, "12", "استمارة"), 1.0);
        String signs = RightToLeft.wrappable("الأسرة · القرية");
        assertEquals(between(signs, "الأسرة", "·"), between(signs, "·", "القرية"), 2.0);
    }

    /** Room between two words, whichever stands on the left. */
    private static double between(String text, String one, String other) {
        var a = place(text, one);
        var b = place(text, other);
        return Math.max(a.getMinX() - b.getMaxX(), b.getMinX() - a.getMaxX());
    }

    /** Where a word of a text on one line is drawn. */
    private static Bounds place(String text, String word) {
        var drawn = new Text(text);
        var root = new Group(drawn);
        root.setNodeOrientation(NodeOrientation.RIGHT_TO_LEFT);
        var _ = new Scene(root);
        int at = text.indexOf(word);
        var shape = new Path(drawn.rangeShape(at, at + word.length()));
        return drawn.localToScene(shape.getBoundsInLocal());
    }

    private static double width(String text, double wrapping) {
        var drawn = new Text(text);
        drawn.setWrappingWidth(wrapping);
        var root = new Group(drawn);
        root.setNodeOrientation(NodeOrientation.RIGHT_TO_LEFT);
        new Scene(root);
        return drawn.getLayoutBounds().getWidth();
    }

    @Test
    void marking_twice_is_marking_once() {
        String once = RightToLeft.wrappable(ARABIC);
        assertEquals(once, RightToLeft.wrappable(once));
        assertEquals(ARABIC, once.replace("\u200e", "").replace('\u00a0', ' '));
    }

    @Test
    void text_from_left_to_right_stays_itself() {
        String text = "Water point, région de l’Est";
        assertSame(text, RightToLeft.wrappable(text));
    }
}
