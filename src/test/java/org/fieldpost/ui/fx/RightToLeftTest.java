package org.fieldpost.ui.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.geometry.NodeOrientation;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.text.Text;
import org.fieldpost.testing.Fx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Fx.class)
class RightToLeftTest {
    private static final String ARABIC =
            "الإجابات والصور على هذا الحاسوب مشفّرة. اكتب في Fieldpost عبارة المرور.";

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
    void marking_twice_is_marking_once() {
        String once = RightToLeft.wrappable(ARABIC);
        assertEquals(once, RightToLeft.wrappable(once));
        assertEquals(ARABIC, once.replace("\u200e", ""));
    }

    @Test
    void text_from_left_to_right_stays_itself() {
        String text = "Water point, région de l’Est";
        assertSame(text, RightToLeft.wrappable(text));
    }
}
