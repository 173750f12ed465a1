package org.fieldpost.ui.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.fieldpost.kernel.Background;
import org.fieldpost.media.Thumbnails;
import org.fieldpost.testing.ElsewhereBackground;
import org.fieldpost.testing.FolderPictures;
import org.fieldpost.testing.SampleFrame;
import org.fieldpost.testing.SampleProfile;

/** The capture screen over a real profile; photo files to choose are what the test laid out. */
final class CaptureStage {
    final SampleFrame way = new SampleFrame();
    final SampleProfile sample;
    final List<Path> toChoose = new ArrayList<>();
    final CaptureScreen screen;
    private final Path folder;

    CaptureStage(Path folder, Locale locale) {
        this(folder, locale, new ElsewhereBackground());
    }

    CaptureStage(Path folder, Locale locale, Background background) {
        this.folder = folder;
        sample = elsewhere(() -> new SampleProfile(folder).withForms());
        var thumbnails =
                new Thumbnails(
                        sample.profile.thumbsFolder(),
                        sample.profile.vault().seal("thumbs"),
                        sample.media);
        screen =
                new CaptureScreen(
                        way.frame(locale, sample.clock, background),
                        sample.profile,
                        sample.capture(),
                        new FolderPictures(thumbnails, background),
                        chosen -> chosen.accept(List.copyOf(toChoose)));
    }

    /** The answers of a bundled sample, without its photos. */
    ObjectNode answers(String form, String name) {
        var data =
                (ObjectNode)
                        Objects.requireNonNull(sample.forms.samples(form).get(name), name)
                                .path("data")
                                .deepCopy();
        withoutPhotos(data);
        return data;
    }

    private static void withoutPhotos(ObjectNode data) {
        data.properties().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(key -> key.startsWith("photo"))
                .toList()
                .forEach(data::remove);
        data.forEach(
                child -> {
                    if (child instanceof ObjectNode inner) {
                        withoutPhotos(inner);
                    }
                });
    }

    /** A sample photo as a file on the disk. */
    Path photo(String form, String name) {
        try {
            return Files.write(folder.resolve(name), sample.forms.sampleFile(form, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code work} away from the JavaFX thread, where the database may be called. */
    static <T> T elsewhere(Callable<T> work) {
        var outcome = new FutureTask<>(work);
        Thread.ofVirtual().start(outcome);
        try {
            return outcome.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void close() {
        screen.close();
        elsewhere(
                () -> {
                    sample.close();
                    return sample;
                });
    }
}
