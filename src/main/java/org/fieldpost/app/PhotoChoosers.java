package org.fieldpost.app;

import java.util.function.Supplier;
import javafx.stage.Window;
import org.fieldpost.ui.capture.PhotoChooser;
import org.fieldpost.ui.fx.Words;

/** How photo files are asked for: by the system's dialog, or whatever stands in for it where no dialog can open. */
@FunctionalInterface
interface PhotoChoosers {
    /** One that belongs to {@code window} and speaks {@code words}. */
    PhotoChooser over(Window window, Supplier<Words> words);
}
