package org.fieldpost.app;

import java.io.File;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.fieldpost.ui.sync.DiscardDesk;

/** Where a dead letter's file shall lie, asked by the system's file dialog; it opens where the last one was put. */
final class FileDialogLetters implements DiscardDesk.Place {
    private final Window window;
    private File last = new File(System.getProperty("user.home"));

    FileDialogLetters(Window window) {
        this.window = window;
    }

    @Override
    public void ask(String title, String name, Consumer<Path> chosen) {
        var dialog = new FileChooser();
        dialog.setTitle(title);
        dialog.setInitialFileName(name);
        if (last.isDirectory()) {
            dialog.setInitialDirectory(last);
        }
        dialog.getExtensionFilters().add(new FileChooser.ExtensionFilter("ZIP", "*.zip"));
        var file = dialog.showSaveDialog(window);
        if (file != null) {
            last = file.getAbsoluteFile().getParentFile();
            chosen.accept(file.toPath());
        }
    }
}
