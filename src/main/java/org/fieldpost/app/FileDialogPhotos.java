package org.fieldpost.app;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.fieldpost.ui.capture.PhotoChooser;
import org.fieldpost.ui.fx.Words;

/** Photos chosen in the system's file dialog; it opens where the last ones were. */
final class FileDialogPhotos implements PhotoChooser {
    private final Window window;
    private final Supplier<Words> words;
    private File last = new File(System.getProperty("user.home"));

    FileDialogPhotos(Window window, Supplier<Words> words) {
        this.window = window;
        this.words = words;
    }

    @Override
    public void choose(Consumer<List<Path>> chosen) {
        var dialog = new FileChooser();
        dialog.setTitle(words.get().say("choose.photos"));
        if (last.isDirectory()) {
            dialog.setInitialDirectory(last);
        }
        dialog.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(
                                words.get().say("choose.pictures"),
                                "*.jpg",
                                "*.jpeg",
                                "*.png",
                                "*.heic",
                                "*.webp",
                                "*.JPG",
                                "*.JPEG",
                                "*.PNG",
                                "*.HEIC"),
                        new FileChooser.ExtensionFilter(words.get().say("choose.all"), "*.*"));
        var files = dialog.showOpenMultipleDialog(window);
        if (files != null && !files.isEmpty()) {
            last = files.getFirst().getParentFile();
            chosen.accept(files.stream().map(File::toPath).toList());
        }
    }
}
