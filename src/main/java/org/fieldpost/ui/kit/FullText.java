package org.fieldpost.ui.kit;

import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import org.fieldpost.ui.fx.RightToLeft;
import org.jspecify.annotations.Nullable;

/** Words that do not fit are told in full while the mouse rests on them, wherever in a window they stand. */
public final class FullText {
    private static final double WIDTH_MAX = 480;

    private FullText() {}

    /** From now on, in {@code scene}. */
    public static void watch(Scene scene) {
        scene.addEventFilter(MouseEvent.MOUSE_ENTERED_TARGET, event -> over(event.getTarget()));
    }

    private static void over(EventTarget target) {
        @Nullable Node at = target instanceof Node node ? node : null;
        while (at != null && !(at instanceof Labeled)) {
            at = at.getParent();
        }
        if (at instanceof Labeled labeled) {
            tell(labeled);
        }
    }

    private static void tell(Labeled labeled) {
        boolean ours = labeled.getTooltip() instanceof Whole;
        if (labeled.isTextTruncated() && (ours || labeled.getTooltip() == null)) {
            labeled.setTooltip(new Whole(labeled.getText()));
        } else if (ours) {
            labeled.setTooltip(null);
        }
    }

    /** Told apart from what a screen has to say itself. */
    private static final class Whole extends Tooltip {
        Whole(String text) {
            super(RightToLeft.wrappable(text));
            setWrapText(true);
            setMaxWidth(WIDTH_MAX);
        }
    }
}
